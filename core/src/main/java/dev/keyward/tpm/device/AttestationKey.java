package dev.keyward.tpm.device;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.PcrSelection;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key that a TPM made, and that signs only what the TPM itself says. The host keeps it in a file.
 * The TPM encrypted the private part there, and does not keep the key itself.
 */
public final class AttestationKey {

  /** The value of the field {@code schema} in its file. */
  public static final String SCHEMA = "keyward.attestation-key/1";

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = 16 << 10;

  private static final int MOST_PART = 2048;
  private static final int MOST_ATTESTED = 4096;

  private final TpmPublicKey key;
  private final byte[] wrapped;

  private AttestationKey(TpmPublicKey key, byte[] wrapped) {
    this.key = key;
    this.wrapped = wrapped;
  }

  /**
   * Makes a new key, which takes a TPM up to a minute.
   *
   * @throws KeywardException {@link dev.keyward.UnsupportedFormatException} code {@code
   *     no-sha256-bank}: the firmware measures into other registers
   */
  public static AttestationKey create(TpmDevice tpm) throws IOException, KeywardException {
    RegisterBanks.requireSha256(tpm);
    try (LoadedObject parent = Hierarchy.storageKey(tpm)) {
      FieldReader made =
          tpm.run(
              Command.withPassword(
                  Command.CREATE,
                  new int[] {parent.handle()},
                  Hierarchy.creation(Template.attestation())));
      byte[] wrapped = made.sized(MOST_PART);
      TpmPublicKey key = Hierarchy.publicArea(made, "the attestation key");
      key.requireAttestationKey("the attestation key");
      return new AttestationKey(key, wrapped);
    }
  }

  /**
   * Reads a key's file.
   *
   * @throws MalformedInputException code {@code bad-json}, {@code bad-field}, {@code
   *     bad-tpm-public} or {@code bad-attestation-key}
   */
  public static AttestationKey parse(byte[] file, String where) throws MalformedInputException {
    JsonFields fields = JsonFields.parse(file, where);
    if (!fields.text("schema", SCHEMA.length()).equals(SCHEMA)) {
      throw fields.bad("schema", "another schema", SCHEMA);
    }
    TpmPublicKey key = TpmPublicKey.parse(fields.base64("public", MOST_PART), where);
    byte[] wrapped = fields.base64("private", MOST_PART);
    fields.end();
    key.requireAttestationKey(where);
    return new AttestationKey(key, wrapped);
  }

  /** The file. Nobody but the TPM that made the key can use it. */
  public byte[] encode() {
    Base64.Encoder base64 = Base64.getEncoder();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("public", base64.encodeToString(key.encode()));
    tree.put("private", base64.encodeToString(wrapped));
    return JsonWriter.write(tree);
  }

  /** The public area, which the service registers. */
  public TpmPublicKey key() {
    return key;
  }

  /** Signs the registers that Keyward judges, and {@code data}. */
  public Quote quote(TpmDevice tpm, QualifyingData data) throws IOException, KeywardException {
    byte[] parameters =
        new FieldWriter()
            .sized(data.digest().bytes())
            .number16(Algorithms.NULL)
            .bytes(PcrSelection.encode())
            .written();
    try (LoadedObject loaded = load(tpm)) {
      FieldReader made =
          tpm.run(Command.withPassword(Command.QUOTE, new int[] {loaded.handle()}, parameters));
      byte[] attested = made.sized(MOST_ATTESTED);
      return Quote.of(attested, made.bytes(made.left()));
    }
  }

  /**
   * Opens a credential (TPM2_ActivateCredential): the proof that this key is in the TPM of the
   * endorsement key that it was made for. The secret is the caller's to wipe.
   *
   * @throws KeywardException {@link dev.keyward.KeyUnusableException} code {@code tpm-error}: it
   *     was made for another TPM or another key
   */
  public byte[] activate(TpmDevice tpm, Credential credential)
      throws IOException, KeywardException {
    byte[] parameters =
        new FieldWriter().sized(credential.object()).sized(credential.seed()).written();
    try (LoadedObject loaded = load(tpm);
        LoadedObject endorsement = Hierarchy.endorsementKey(tpm).object();
        LoadedObject session = Hierarchy.endorsementSession(tpm)) {
      Command command =
          new Command(
              Command.ACTIVATE_CREDENTIAL,
              new int[] {loaded.handle(), endorsement.handle()},
              new int[] {Command.NO_PASSWORD, session.handle()},
              parameters);
      return tpm.run(command).sized(Credential.MOST_SECRET);
    }
  }

  private LoadedObject load(TpmDevice tpm) throws IOException, KeywardException {
    byte[] parameters = new FieldWriter().sized(wrapped).sized(key.encode()).written();
    try (LoadedObject parent = Hierarchy.storageKey(tpm)) {
      TpmDevice.Handled loaded =
          tpm.runForHandle(
              Command.withPassword(Command.LOAD, new int[] {parent.handle()}, parameters));
      return new LoadedObject(tpm, loaded.handle());
    }
  }
}
