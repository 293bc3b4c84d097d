package dev.keyward.guardian.keyfile;

import dev.keyward.internal.crypto.pkcs.KeyFile;
import dev.keyward.secret.Passphrase;
import java.util.Optional;

/**
 * A PKCS#12 or PEM file to take keys from.
 *
 * @param content its bytes, at most {@link #MOST_BYTES}
 * @param passphrase what opens it, where one is needed
 * @param where the place that an error names
 */
public record KeySource(byte[] content, Optional<Passphrase> passphrase, String where) {

  /** Copies the bytes. */
  public KeySource {
    content = content.clone();
  }

  /** A copy of the bytes. */
  @Override
  public byte[] content() {
    return content.clone();
  }

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  /** Whether the keys of a file are in clear, so that nobody needs to be asked for a passphrase. */
  public static boolean isInClear(byte[] content) {
    return !KeyFile.needsPassphrase(content);
  }
}
