package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What a TPM has to answer. It is Keyward's own message.
 *
 * @param ticket opaque to the host, which sends it back
 * @param nonce 32 bytes that the quote has to cover
 * @param credential what proves that the attestation key lives in that TPM; empty where the service
 *     knows that already
 */
public record TpmChallenge(byte[] ticket, byte[] nonce, Optional<Credential> credential) {

  private static final String SCHEMA = "keyward.tpm-challenge/1";
  private static final String TICKET = "ticket";
  private static final String NONCE = "nonce";
  private static final String BLOB = "credentialBlob";
  private static final String SECRET = "encryptedSecret";
  private static final int NONCE_BYTES = 32;
  private static final int MOST_TICKET = 256;
  private static final int MOST_PART = 1 << 11;

  /**
   * A credential for TPM2_ActivateCredential.
   *
   * @param blob TPM2B_ID_OBJECT
   * @param secret TPM2B_ENCRYPTED_SECRET
   */
  public record Credential(byte[] blob, byte[] secret) {

    /** Copies the arrays. */
    public Credential {
      blob = blob.clone();
      secret = secret.clone();
    }

    /** A copy of the blob. */
    @Override
    public byte[] blob() {
      return blob.clone();
    }

    /** A copy of the encrypted secret. */
    @Override
    public byte[] secret() {
      return secret.clone();
    }
  }

  /** Copies the arrays. */
  public TpmChallenge {
    ticket = ticket.clone();
    nonce = nonce.clone();
  }

  /** A copy of the ticket. */
  @Override
  public byte[] ticket() {
    return ticket.clone();
  }

  /** A copy of the nonce. */
  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  /** Reads one, at most 2 MiB. */
  public static TpmChallenge parse(byte[] json) throws MalformedInputException {
    JsonFields fields = TpmDocument.read(json, SCHEMA);
    ByteForm.Reading reading = new ByteForm.Reading();
    byte[] ticket = reading.bytes(fields, TICKET, MOST_TICKET);
    byte[] nonce = reading.bytes(fields, NONCE, NONCE_BYTES);
    if (nonce.length != NONCE_BYTES) {
      throw fields.bad(NONCE, nonce.length + " bytes", "32");
    }
    Optional<Credential> credential = Optional.empty();
    if (fields.has(BLOB)) {
      credential =
          Optional.of(
              new Credential(
                  reading.bytes(fields, BLOB, MOST_PART),
                  reading.bytes(fields, SECRET, MOST_PART)));
    }
    fields.end();
    return new TpmChallenge(ticket, nonce, credential);
  }

  /** The document. */
  public byte[] encode(ByteForm form) {
    Map<String, Object> tree = TpmDocument.tree(SCHEMA);
    tree.put(TICKET, form.written(ticket));
    tree.put(NONCE, form.written(nonce));
    credential.ifPresent(
        each -> {
          tree.put(BLOB, form.written(each.blob()));
          tree.put(SECRET, form.written(each.secret()));
        });
    return JsonWriter.write(tree);
  }
}
