package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.Map;

/**
 * Asks an attestation service for a challenge to a TPM. It is Keyward's own message.
 *
 * @param keys of the TPM
 * @param form how the answer is to have its bytes
 */
public record TpmChallengeRequest(TpmKeys keys, ByteForm form) {

  private static final String SCHEMA = "keyward.tpm-challenge-request/1";

  /** Reads one, at most 2 MiB. */
  public static TpmChallengeRequest parse(byte[] json) throws MalformedInputException {
    JsonFields fields = TpmDocument.read(json, SCHEMA);
    ByteForm.Reading reading = new ByteForm.Reading();
    TpmKeys keys = TpmKeys.read(fields, reading);
    fields.end();
    return new TpmChallengeRequest(keys, reading.form());
  }

  /** The document. */
  public byte[] encode() {
    Map<String, Object> tree = TpmDocument.tree(SCHEMA);
    keys.write(tree, form);
    return JsonWriter.write(tree);
  }
}
