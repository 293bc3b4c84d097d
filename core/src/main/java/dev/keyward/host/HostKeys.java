package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.pkcs.PrivateKeyPem;
import dev.keyward.internal.io.KeptFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The two keys of a host. They are two because nothing that is registered should ever decrypt.
 *
 * @param host registered with each service; signs requests
 * @param identity what health certificates are for; keys are released to it
 */
record HostKeys(KeyPair host, KeyPair identity) {

  static final int BITS = 3072;

  static HostKeys create(SecureRandom random) {
    return new HostKeys(Rsa.generate(BITS, random), Rsa.generate(BITS, random));
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "HostKeys";
  }

  /**
   * A private key of a host.
   *
   * @param file PKCS#8 in PEM, without a passphrase
   * @param lost the way back if it is lost
   */
  record PrivateFile(Path file, String lost) {

    static final int MOST_BYTES = 1 << 14;

    static final String IDENTITY_LOST =
        "keyward host init DIR --renew-identity makes a new one; the services need no change";

    static final String HOST_KEY_LOST =
        "the host key cannot be replaced: make a new host with keyward host init DIR, and"
            + " register its key with keyward hgs host add";

    /**
     * Reads it.
     *
     * @throws MalformedInputException code {@code no-key} where there is no file
     */
    KeyPair read() throws KeywardException, IOException {
      if (KeptFile.leadsToOther(file)) {
        throw absent("a folder or a pipe");
      }
      byte[] content;
      try {
        content = SafeFiles.readAtMost(file, MOST_BYTES);
      } catch (NoSuchFileException e) {
        throw absent("no such file");
      }
      try {
        return PrivateKeyPem.decode(content, file.toString());
      } catch (MalformedInputException e) {
        throw new MalformedInputException(e.fault().withHint(lost), e);
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    }

    private MalformedInputException absent(String found) {
      return new MalformedInputException(
          Fault.of("no-key", file.toString(), found, "a private key").withHint(lost));
    }
  }
}
