package dev.keyward.tpm.device;

import dev.keyward.internal.tpm.FieldWriter;

/**
 * A command of the TPM 2.0 Library Specification, part 3. Its handles come first, then the
 * authorization of those that need one, then the parameters.
 *
 * @param code the command's number
 * @param handles in their order
 * @param authorizations the sessions of the handles that need one; a password session is the empty
 *     password
 * @param parameters their bytes
 */
record Command(int code, int[] handles, int[] authorizations, byte[] parameters) {

  static final int CREATE_PRIMARY = 0x131;
  static final int ACTIVATE_CREDENTIAL = 0x147;
  static final int NV_READ = 0x14e;
  static final int POLICY_SECRET = 0x151;
  static final int CREATE = 0x153;
  static final int LOAD = 0x157;
  static final int QUOTE = 0x158;
  static final int FLUSH_CONTEXT = 0x165;
  static final int NV_READ_PUBLIC = 0x169;
  static final int START_SESSION = 0x176;
  static final int GET_CAPABILITY = 0x17a;

  /** The session that is an empty password. */
  static final int NO_PASSWORD = 0x40000009;

  static final int NO_SESSIONS = 0x8001;
  static final int SESSIONS = 0x8002;
  private static final int CONTINUE = 1;

  /** A command that nothing authorizes. */
  static Command plain(int code, int[] handles, byte[] parameters) {
    return new Command(code, handles, new int[0], parameters);
  }

  /** A command whose first handle is authorized by an empty password. */
  static Command withPassword(int code, int[] handles, byte[] parameters) {
    return new Command(code, handles, new int[] {NO_PASSWORD}, parameters);
  }

  byte[] encode() {
    FieldWriter body = new FieldWriter();
    for (int handle : handles) {
      body.number32(handle);
    }
    if (authorizations.length > 0) {
      FieldWriter sessions = new FieldWriter();
      for (int session : authorizations) {
        sessions.number32(session).number16(0).number8(CONTINUE).number16(0);
      }
      byte[] area = sessions.written();
      body.number32(area.length).bytes(area);
    }
    byte[] content = body.bytes(parameters).written();
    return new FieldWriter()
        .number16(authorizations.length > 0 ? SESSIONS : NO_SESSIONS)
        .number32(Transport.HEADER_BYTES + content.length)
        .number32(code)
        .bytes(content)
        .written();
  }
}
