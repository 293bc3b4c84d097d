package dev.keyward.vm.sealing;

import dev.keyward.guardian.Thumbprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What all states of one shielded VM have in common since it was made: 16 bytes, written as 32
 * lower-case hexadecimal digits. A file that was shielded again has another one, also with the same
 * id. It is no secret.
 */
public final class Lineage {

  /** The size in bytes. */
  public static final int SIZE = 16;

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
  private static final byte[] OF_BEFORE =
      "keyward/v1/lineage\0".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  private Lineage(byte[] bytes) {
    this.bytes = bytes;
  }

  /** For a VM that is made now. */
  public static Lineage create(SecureRandom random) {
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    return new Lineage(bytes);
  }

  /**
   * That of a file of before, which names none: the first 16 bytes of SHA-256 over {@code
   * keyward/v1/lineage}, a zero byte, {@code owner} and the 16 bytes of the id.
   *
   * @param owner the SHA-256 of the owner's signing key
   */
  public static Lineage ofBefore(Thumbprint owner, UUID id) {
    byte[] vm =
        ByteBuffer.allocate(SIZE)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    byte[] digest = Thumbprint.of(OF_BEFORE, owner.bytes(), vm).bytes();
    return new Lineage(Arrays.copyOf(digest, SIZE));
  }

  /** Reads 32 lower-case hexadecimal digits; empty for all else. */
  public static Optional<Lineage> find(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new Lineage(HexFormat.of().parseHex(text)))
        : Optional.empty();
  }

  /** A copy of the 16 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lineage lineage && Arrays.equals(lineage.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
