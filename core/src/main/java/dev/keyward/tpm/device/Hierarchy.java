package dev.keyward.tpm.device;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;

/** The keys that a TPM derives from its own seeds. */
final class Hierarchy {

  private static final int OWNER = 0x40000001;
  private static final int ENDORSEMENT = 0x4000000b;
  private static final int NULL = 0x40000007;
  private static final int POLICY_SESSION = 1;
  private static final int NONCE_BYTES = 16;
  private static final int MOST = 2048;

  private Hierarchy() {}

  static LoadedObject storageKey(TpmDevice tpm) throws IOException, KeywardException {
    return new LoadedObject(tpm, primary(tpm, OWNER, Template.storage()).handle());
  }

  /** The endorsement key in the TPM's memory, with its public area. */
  record Endorsement(LoadedObject object, TpmPublicKey key) {}

  static Endorsement endorsementKey(TpmDevice tpm) throws IOException, KeywardException {
    TpmDevice.Handled made = primary(tpm, ENDORSEMENT, Template.endorsement());
    LoadedObject object = new LoadedObject(tpm, made.handle());
    try {
      return new Endorsement(object, publicArea(made.parameters(), "the endorsement key"));
    } catch (MalformedInputException e) {
      object.close();
      throw e;
    }
  }

  private static TpmDevice.Handled primary(TpmDevice tpm, int hierarchy, byte[] template)
      throws IOException, KeywardException {
    return tpm.runForHandle(
        Command.withPassword(Command.CREATE_PRIMARY, new int[] {hierarchy}, creation(template)));
  }

  /** The parameters of TPM2_CreatePrimary and TPM2_Create, without password and outside data. */
  static byte[] creation(byte[] template) {
    byte[] sensitive = new FieldWriter().sized(new byte[0]).sized(new byte[0]).written();
    return new FieldWriter()
        .sized(sensitive)
        .sized(template)
        .sized(new byte[0])
        .number32(0)
        .written();
  }

  static TpmPublicKey publicArea(FieldReader fields, String where) throws MalformedInputException {
    return TpmPublicKey.parse(fields.sized(MOST), where);
  }

  /** A session that may use the endorsement key. */
  static LoadedObject endorsementSession(TpmDevice tpm) throws IOException, KeywardException {
    byte[] start =
        new FieldWriter()
            .sized(new byte[NONCE_BYTES])
            .sized(new byte[0])
            .number8(POLICY_SESSION)
            .number16(Algorithms.NULL)
            .number16(Algorithms.SHA256)
            .written();
    TpmDevice.Handled started =
        tpm.runForHandle(Command.plain(Command.START_SESSION, new int[] {NULL, NULL}, start));
    LoadedObject session = new LoadedObject(tpm, started.handle());
    byte[] empty = new byte[0];
    byte[] secret = new FieldWriter().sized(empty).sized(empty).sized(empty).number32(0).written();
    try {
      tpm.run(
          Command.withPassword(
              Command.POLICY_SECRET, new int[] {ENDORSEMENT, session.handle()}, secret));
      return session;
    } catch (IOException | KeywardException e) {
      session.close();
      throw e;
    }
  }
}
