package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.SealedPart;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What sealed part keys belong to. It is the associated data of their encryption, so that keys
 * under another header, protector or generation, or for other parts, do not open.
 *
 * @param generation 1 for a new file, one more each time the part keys are sealed again
 * @param header of the header's bytes
 * @param wrappings of the protector's {@code Wrappings} in canonical form
 * @param parts in the order of the file
 * @param ancestry what was before; empty for files of before, and for shielding data
 */
public record Binding(
    long generation,
    Thumbprint header,
    Thumbprint wrappings,
    List<SealedPart> parts,
    Optional<Ancestry> ancestry) {

  public static final long MAX_GENERATION = (1L << 53) - 1;

  private static final String START = "keyward/v1/part-keys\0";
  private static final String START_WITH_ANCESTRY = "keyward/v2/part-keys\0";

  public Binding {
    parts = List.copyOf(parts);
    if (generation < 1 || generation > MAX_GENERATION) {
      throw new IllegalArgumentException("not a generation: " + generation);
    }
  }

  /** What the plaintext of each part of a shielded VM is; shielding data has it in its header. */
  public PartForm form() {
    return ancestry.isPresent() ? PartForm.PADDED : PartForm.PLAIN;
  }

  /**
   * The generation of the file that follows.
   *
   * @throws VerificationFailedException code {@code last-generation}
   */
  public long nextGeneration() throws VerificationFailedException {
    if (generation == MAX_GENERATION) {
      throw new VerificationFailedException(
          Fault.of("last-generation", "seal", "the last generation there is", "an earlier one"));
    }
    return generation + 1;
  }

  /** The SHA-256 of the associated data, by which later states name this one. */
  public Thumbprint digest() {
    return Thumbprint.of(associatedData());
  }

  /**
   * {@code keyward/v1/part-keys} and a zero byte; the header's digest; that of the wrappings; the
   * generation (8 bytes); the number of parts (4 bytes); for each part the length of its name (4
   * bytes), the name, its sealed size (8 bytes) and its digest. With an ancestry it begins with
   * {@code keyward/v2/part-keys}, and there follow the lineage (16 bytes), the number of digests (4
   * bytes) and the digests. Numbers are big-endian.
   */
  public byte[] associatedData() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      String start = ancestry.isPresent() ? START_WITH_ANCESTRY : START;
      out.write(start.getBytes(StandardCharsets.US_ASCII));
      out.write(header.bytes());
      out.write(wrappings.bytes());
      out.writeLong(generation);
      out.writeInt(parts.size());
      for (SealedPart part : parts) {
        byte[] name = part.name().toString().getBytes(StandardCharsets.US_ASCII);
        out.writeInt(name.length);
        out.write(name);
        out.writeLong(part.sealedSize());
        out.write(part.digest().bytes());
      }
      if (ancestry.isPresent()) {
        out.write(ancestry.get().lineage().bytes());
        out.writeInt(ancestry.get().digests().size());
        out.write(ancestry.get().bytes());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return bytes.toByteArray();
  }
}
