package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * The file of a shielded VM, with everything verified that needs no private key: the owner's
 * signature over the header; the protector, its owner and that the header permits each of its
 * wrappings; and that header, protector, generation and list of parts say that they belong
 * together. That the parts are what the list says is told by {@link #checkPart}, and that nobody
 * changed the list by {@link #unlock}.
 */
public final class ShieldedVm implements Closeable {

  /** Header, signature, protector and seal; the parts lie between the last two. */
  private static final int OTHER_BLOCKS = 4;

  private static final int PROTECTOR = 2;
  private static final int FIRST_PART = 3;
  private static final int MAX_PROTECTOR = (1 << 20) + Long.BYTES;
  private static final int CHUNK = 1 << 16;

  private final BlockFile file;
  private final RsaEngine engine;
  private SignedHeader signed;
  private VmHeader header;
  private VerifiedKeyProtector protector;
  private PartSeal seal;

  private ShieldedVm(BlockFile file, RsaEngine engine) {
    this.file = file;
    this.engine = engine;
  }

  /**
   * Opens and verifies a file, which stays open for its parts.
   *
   * @throws dev.keyward.MalformedInputException where it is not of the form
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-version}
   * @throws VerificationFailedException code {@code header-signature}; {@code
   *     protector-of-another-owner}; {@code wrapping-not-permitted}; {@code other-generation},
   *     {@code header-of-another} or {@code protector-of-another}, where the part keys were sealed
   *     for another one; {@code parts-of-another}, where the parts are not those of the list; or a
   *     check of the protector
   */
  public static ShieldedVm open(Path path, RsaEngine engine) throws KeywardException, IOException {
    ShieldedVm vm = new ShieldedVm(BlockFile.open(path), engine);
    try {
      vm.read();
      return vm;
    } catch (KeywardException | IOException | RuntimeException e) {
      vm.close();
      throw e;
    }
  }

  private void read() throws KeywardException, IOException {
    signed = SignedHeader.read(FileKind.SHIELDED_VM, file);
    header = VmHeaderForm.decode(signed.bytes());
    signed.verify(header.certificate(), engine);
    byte[] block = file.content(PROTECTOR, "protector", MAX_PROTECTOR);
    if (block.length <= Long.BYTES || file.count() < OTHER_BLOCKS) {
      throw BlockFile.bad("a file without its protector or seal", "both");
    }
    protector = verify(Arrays.copyOfRange(block, Long.BYTES, block.length));
    requirePermitted(header, protector);
    seal = PartSeal.decode(file.content(file.count() - 1, "seal", PartSeal.MAX_SIZE));
    requireTogether(ByteBuffer.wrap(block).getLong());
    requireParts();
  }

  private VerifiedKeyProtector verify(byte[] document) throws KeywardException {
    try {
      return new ProtectorVerifier(engine).verify(KeyProtector.parse(document));
    } catch (KeywardException e) {
      throw e.within("protector");
    }
  }

  /**
   * Refuses a protector of another owner, and wrappings that the owner did not permit in the
   * header; on the way in as on the way out.
   */
  static void requirePermitted(VmHeader header, VerifiedKeyProtector protector)
      throws VerificationFailedException {
    if (!header.owner().owns(protector.owner())) {
      throw refused(
          "protector-of-another-owner",
          "protector",
          "the owner " + protector.owner().signing(),
          "the owner that signed the header");
    }
    for (var wrapping : protector.wrappings()) {
      if (header.permits(wrapping).isEmpty()) {
        throw refused(
            "wrapping-not-permitted",
            "protector: Protector/Wrappings/Wrapping (Id " + wrapping.id() + ")",
            "keys of " + wrapping.signing() + ", which the header does not name",
            "only guardians that the owner permits in the header");
      }
    }
  }

  private void requireTogether(long generation) throws VerificationFailedException {
    Binding binding = seal.binding();
    if (binding.generation() != generation) {
      throw refused(
          "other-generation",
          "seal",
          "part keys of generation " + binding.generation(),
          "those of generation " + Long.toUnsignedString(generation) + ", as the protector's");
    }
    if (!binding.header().equals(signed.digest())) {
      throw refused(
          "header-of-another",
          "header",
          "another header than the one that the part keys were sealed for",
          "the header of this machine and seal");
    }
    if (!binding.wrappings().equals(wrappingsOf(protector))) {
      throw refused(
          "protector-of-another",
          "protector",
          "another protector than the one that the part keys were sealed for",
          "the protector of this machine and seal");
    }
  }

  static Digest wrappingsOf(VerifiedKeyProtector protector) {
    return Digest.of(protector.protector().canonicalWrappings());
  }

  private void requireParts() throws KeywardException {
    List<SealedPart> parts = parts();
    if (parts.size() != file.count() - OTHER_BLOCKS) {
      throw refused(
          "parts-of-another",
          "parts",
          (file.count() - OTHER_BLOCKS) + " parts",
          "the " + parts.size() + " of the list");
    }
    for (int i = 0; i < parts.size(); i++) {
      SealedPart part = parts.get(i);
      if (!part.name().isOfMachine()) {
        throw refused("parts-of-another", "seal", "a part " + part.name(), "vTPM state or secrets");
      }
      if (file.length(FIRST_PART + i) != part.sealedSize()) {
        throw changed(part, file.length(FIRST_PART + i) + " bytes");
      }
    }
  }

  /** What the owner signed. */
  public VmHeader header() {
    return header;
  }

  /** The SHA-256 of the header's bytes. */
  public Digest headerDigest() {
    return signed.digest();
  }

  /** The protector in the file. */
  public VerifiedKeyProtector protector() {
    return protector;
  }

  /** 1 for a new file, one more for each roll and reseal; true only once it was unlocked. */
  public long generation() {
    return seal.binding().generation();
  }

  /** The parts in order; true only once it was unlocked. */
  public List<SealedPart> parts() {
    return seal.binding().parts();
  }

  /**
   * Reads a part and holds its digest against the list.
   *
   * @throws VerificationFailedException code {@code part-changed}
   */
  public void checkPart(SealedPart part) throws KeywardException, IOException {
    MessageDigest sha = Digest.sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = new DigestInputStream(stored(part), sha)) {
      while (in.read(chunk) >= 0) {
        // Only the digest counts.
      }
    }
    if (!Digest.of(sha).equals(part.digest())) {
      throw changed(part, "bytes of another digest");
    }
  }

  /**
   * Opens the protector and with it the keys of the parts.
   *
   * @throws dev.keyward.NoAccessException code {@code not-addressed}
   * @throws VerificationFailedException code {@code does-not-open}, or as below
   */
  public OpenedVm unlock(OpeningKey key, SecureRandom random) throws KeywardException {
    TransportKey transportKey;
    try {
      transportKey = protector.open(key, engine, random);
    } catch (KeywardException e) {
      throw e.within("protector");
    }
    try (transportKey) {
      return unlock(transportKey);
    }
  }

  /**
   * Opens the keys of the parts with the transport key, which stays the caller's.
   *
   * @throws VerificationFailedException code {@code part-keys}: they were not sealed under this key
   *     for this header, protector, generation and list of parts
   */
  public OpenedVm unlock(TransportKey transportKey) throws VerificationFailedException {
    return PartKeys.open(transportKey, seal.salt(), seal.binding(), seal.keys())
        .map(keys -> new OpenedVm(this, keys))
        .orElseThrow(
            () ->
                refused(
                    "part-keys",
                    "seal",
                    "part keys that do not open",
                    "those sealed for this header, protector, generation and list of parts"));
  }

  InputStream stored(SealedPart part) {
    return file.stream(FIRST_PART + indexOf(part));
  }

  int indexOf(SealedPart part) {
    int index = parts().indexOf(part);
    if (index < 0) {
      throw new IllegalArgumentException("no part of this file");
    }
    return index;
  }

  SignedHeader signedHeader() {
    return signed;
  }

  static VerificationFailedException changed(SealedPart part, String found) {
    return refused("part-changed", "part " + part.name(), found, "the part that the list names");
  }

  private static VerificationFailedException refused(
      String code, String where, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, where, found, expected));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
