package dev.keyward.vm.layout;

import dev.keyward.internal.crypto.cipher.AesGcm;
import dev.keyward.internal.crypto.cipher.Hkdf;
import dev.keyward.internal.crypto.cipher.StreamCipher;
import dev.keyward.protector.TransportKey;
import dev.keyward.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The keys of all parts of a file, 32 bytes each, in the order of the parts. They are sealed with
 * AES-256-GCM under a key derived from the transport key: HKDF-SHA256 (RFC 5869) with the file's
 * salt and the info {@code keyward/v1/part-keys}.
 */
public final class PartKeys implements AutoCloseable {

  static final int SALT_SIZE = 32;

  private static final byte[] INFO = "keyward/v1/part-keys".getBytes(StandardCharsets.US_ASCII);

  private final SecretBytes keys;

  private PartKeys(SecretBytes keys) {
    this.keys = keys;
  }

  public static PartKeys create(int parts, SecureRandom random) {
    return new PartKeys(SecretBytes.random(parts * StreamCipher.KEY_SIZE, random));
  }

  /** The keys that were sealed to this binding; empty for another key or binding. */
  static Optional<PartKeys> open(
      TransportKey transportKey, byte[] salt, Binding binding, byte[] sealed) {
    byte[] sealing = sealingKey(transportKey, salt);
    try {
      return AesGcm.open(sealing, sealed, binding.associatedData())
          .map(SecretBytes::takeFrom)
          .filter(keys -> keys.size() == binding.parts().size() * StreamCipher.KEY_SIZE)
          .map(PartKeys::new);
    } finally {
      Arrays.fill(sealing, (byte) 0);
    }
  }

  byte[] seal(TransportKey transportKey, byte[] salt, Binding binding, SecureRandom random) {
    byte[] sealing = sealingKey(transportKey, salt);
    try {
      return keys.lend(plain -> AesGcm.seal(sealing, plain, binding.associatedData(), random));
    } finally {
      Arrays.fill(sealing, (byte) 0);
    }
  }

  private static byte[] sealingKey(TransportKey transportKey, byte[] salt) {
    return transportKey.lend(key -> Hkdf.sha256(key, salt, INFO, StreamCipher.KEY_SIZE));
  }

  /** What encrypts the part at {@code index}. */
  public StreamCipher cipher(int index) {
    byte[] key =
        keys.lend(
            all ->
                Arrays.copyOfRange(
                    all, index * StreamCipher.KEY_SIZE, (index + 1) * StreamCipher.KEY_SIZE));
    try {
      return new StreamCipher(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public void close() {
    keys.close();
  }
}
