package dev.keyward.hgs.message.release;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.protector.TransportKey;
import dev.keyward.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a release carries: the key that opens the state as it is, and the one that seals it from now
 * on. As bytes it is a blob of little-endian 32-bit fields (Keyward's reading of MS-KPS): {@code
 * DataSize} of the whole, {@code Version}, in version 2 {@code NumberOfPolicies}, {@code
 * NumberOfKeys}; and for each key {@code KeyLength} and the bytes, ingress first.
 *
 * @param ingress of the protector that was sent
 * @param egress of the protector that came back
 */
public record TransportKeys(TransportKey ingress, TransportKey egress) implements AutoCloseable {

  private static final int KEYS = 2;
  private static final int ENTRY = Integer.BYTES + TransportKey.SIZE;
  private static final int SIZE_V1 = 3 * Integer.BYTES + KEYS * ENTRY;
  private static final int SIZE_V2 = 4 * Integer.BYTES + KEYS * ENTRY;

  /** The blob of version 1 or 2, without policies. */
  public SecretBytes encode(int version) {
    byte[] blob = new byte[version == 1 ? SIZE_V1 : SIZE_V2];
    ByteBuffer out = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(blob.length).putInt(version);
    if (version == 2) {
      out.putInt(0);
    }
    out.putInt(KEYS);
    for (TransportKey key : new TransportKey[] {ingress, egress}) {
      out.putInt(TransportKey.SIZE);
      key.lend(out::put);
    }
    return SecretBytes.takeFrom(blob);
  }

  /**
   * Reads a blob of either version; policies, which Keyward does not know, are refused.
   *
   * @throws VerificationFailedException code {@code bad-release}
   */
  public static TransportKeys decode(byte[] blob) throws VerificationFailedException {
    ByteBuffer in = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    if (blob.length < SIZE_V1 || in.getInt() != blob.length) {
      throw bad("a size that is not the blob's");
    }
    int version = in.getInt();
    boolean known =
        version == 1 && blob.length == SIZE_V1 || version == 2 && blob.length == SIZE_V2;
    if (!known || version == 2 && in.getInt() != 0 || in.getInt() != KEYS) {
      throw bad("a version, policies or a number of keys that are unknown");
    }
    return new TransportKeys(key(in), key(in));
  }

  private static TransportKey key(ByteBuffer in) throws VerificationFailedException {
    if (in.getInt() != TransportKey.SIZE) {
      throw bad("a key of another size");
    }
    byte[] bytes = new byte[TransportKey.SIZE];
    in.get(bytes);
    try {
      return TransportKey.of(SecretBytes.copyOf(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static VerificationFailedException bad(String found) {
    return new VerificationFailedException(
        Fault.of("bad-release", "EncryptedTransportKeys", found, "two keys of 32 bytes"));
  }

  /** Wipes both keys. */
  @Override
  public void close() {
    ingress.close();
    egress.close();
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "TransportKeys(ingress, egress)";
  }
}
