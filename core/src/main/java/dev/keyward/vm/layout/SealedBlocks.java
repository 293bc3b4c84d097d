package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.SealedPart;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What follows the signed header in a file with parts: protector, parts and seal, and that they
 * belong together and to the header.
 */
public final class SealedBlocks implements Closeable {

  /** Header, signature, protector and seal; the parts lie between the last two. */
  private static final int OTHER_BLOCKS = 4;

  private static final int PROTECTOR = 2;
  private static final int FIRST_PART = 3;
  private static final int MAX_PROTECTOR = (1 << 20) + Long.BYTES;
  private static final int CHUNK = 1 << 16;

  private final BlockFile file;
  private final RsaEngine engine;
  private Optional<Rest> rest = Optional.empty();

  /** What stands in front of the parts and behind them. */
  private record Rest(VerifiedKeyProtector protector, PartSeal seal) {}

  public SealedBlocks(BlockFile file, RsaEngine engine) {
    this.file = file;
    this.engine = engine;
  }

  /** The header, whose signature the caller verifies. */
  public SignedHeader header(FileKind kind) throws KeywardException, IOException {
    return SignedHeader.read(kind, file);
  }

  /** Reads the rest and holds it against the header and against itself. */
  public void read(SignedHeader header, Addressees addressees)
      throws KeywardException, IOException {
    byte[] block = file.content(PROTECTOR, "protector", MAX_PROTECTOR);
    if (block.length <= Long.BYTES || file.count() < OTHER_BLOCKS) {
      throw BlockFile.bad("a file without its protector or seal", "both");
    }
    VerifiedKeyProtector protector = verify(Arrays.copyOfRange(block, Long.BYTES, block.length));
    addressees.requireOnly(protector);
    PartSeal seal = PartSeal.decode(file.content(file.count() - 1, "seal", PartSeal.MAX_SIZE));
    rest = Optional.of(new Rest(protector, seal));
    requireTogether(header.digest(), ByteBuffer.wrap(block).getLong());
    requireParts();
  }

  private Rest rest() {
    return rest.orElseThrow(() -> new IllegalStateException("the file was not read yet"));
  }

  private VerifiedKeyProtector verify(byte[] document) throws KeywardException {
    try {
      return new ProtectorVerifier(engine).verify(KeyProtector.parse(document));
    } catch (KeywardException e) {
      throw e.within("protector");
    }
  }

  private void requireTogether(Thumbprint header, long generation)
      throws VerificationFailedException {
    Binding binding = binding();
    if (binding.generation() != generation) {
      throw refused(
          "other-generation",
          "seal",
          "part keys of generation " + binding.generation(),
          "those of generation " + Long.toUnsignedString(generation) + ", as the protector's");
    }
    if (!binding.header().equals(header)) {
      throw refused(
          "header-of-another",
          "header",
          "another header than the one that the part keys were sealed for",
          "the header of this seal");
    }
    if (!binding.wrappings().equals(wrappingsOf(protector()))) {
      throw refused(
          "protector-of-another",
          "protector",
          "another protector than the one that the part keys were sealed for",
          "the protector of this seal");
    }
  }

  public static Thumbprint wrappingsOf(VerifiedKeyProtector protector) {
    return Thumbprint.of(protector.protector().canonicalWrappings());
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
      if (file.length(FIRST_PART + i) != part.sealedSize()) {
        throw changed(part, file.length(FIRST_PART + i) + " bytes");
      }
    }
  }

  public VerifiedKeyProtector protector() {
    return rest().protector();
  }

  /** What the part keys were sealed for; true once they opened. */
  public Binding binding() {
    return rest().seal().binding();
  }

  public List<SealedPart> parts() {
    return binding().parts();
  }

  /** Reads a part and holds its digest against the list. */
  public void checkPart(SealedPart part) throws KeywardException, IOException {
    MessageDigest sha = Thumbprint.sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = new DigestInputStream(stored(part), sha)) {
      while (in.read(chunk) >= 0) {
        // Only the digest counts.
      }
    }
    requireDigest(part, sha);
  }

  /** The keys of the parts, by way of the protector. */
  public PartKeys unlock(OpeningKey key, SecureRandom random) throws KeywardException {
    TransportKey transportKey;
    try {
      transportKey = protector().open(key, engine, random);
    } catch (KeywardException e) {
      throw e.within("protector");
    }
    try (transportKey) {
      return unlock(transportKey);
    }
  }

  public PartKeys unlock(TransportKey transportKey) throws VerificationFailedException {
    PartSeal seal = rest().seal();
    return PartKeys.open(transportKey, seal.salt(), seal.binding(), seal.keys())
        .orElseThrow(
            () ->
                refused(
                    "part-keys",
                    "seal",
                    "part keys that do not open",
                    "those sealed for this header, protector, generation and list of parts"));
  }

  /** Decrypts a part in bounded memory, without its padding if its form has one. */
  public void copy(SealedPart part, PartKeys keys, PartForm form, OutputStream out)
      throws KeywardException, IOException {
    MessageDigest sha = Thumbprint.sha256();
    Source source = new Source(stored(part));
    try (InputStream content =
        keys.cipher(indexOf(part))
            .opening(new DigestInputStream(source, sha), form.associatedData(part.name()))) {
      PartForm.Target target = form.target(out, part.size());
      copy(content, target, source, part);
      requireDigest(part, sha);
      if (!target.end()) {
        throw changed(part, "content without a padding");
      }
    }
  }

  private static void copy(
      InputStream content, PartForm.Target target, Source source, SealedPart part)
      throws KeywardException, IOException {
    byte[] chunk = new byte[CHUNK];
    try {
      int got = read(content, chunk, source, part);
      while (got >= 0) {
        target.write(chunk, got);
        got = read(content, chunk, source, part);
      }
    } finally {
      Arrays.fill(chunk, (byte) 0);
    }
  }

  /** The cipher says only by an I/O error that bytes are not genuine; the source knows better. */
  private static int read(InputStream content, byte[] chunk, Source source, SealedPart part)
      throws KeywardException, IOException {
    try {
      return content.read(chunk);
    } catch (IOException e) {
      if (source.failed) {
        throw e;
      }
      throw changed(part, "bytes that do not decrypt");
    }
  }

  public InputStream stored(SealedPart part) {
    return file.stream(FIRST_PART + indexOf(part));
  }

  private int indexOf(SealedPart part) {
    int index = parts().indexOf(part);
    if (index < 0) {
      throw new IllegalArgumentException("no part of this file");
    }
    return index;
  }

  /** Refuses bytes that are not those of the part. */
  public static void requireDigest(SealedPart part, MessageDigest sha)
      throws VerificationFailedException {
    if (!Thumbprint.of(sha).equals(part.digest())) {
      throw changed(part, "bytes of another digest");
    }
  }

  private static VerificationFailedException changed(SealedPart part, String found) {
    return refused("part-changed", "part " + part.name(), found, "the part that the list names");
  }

  public static VerificationFailedException refused(
      String code, String where, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, where, found, expected));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Remembers whether it was the file that could not be read. */
  private static final class Source extends FilterInputStream {
    private boolean failed;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      failed = true;
      int got = super.read();
      failed = false;
      return got;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      failed = true;
      int got = super.read(bytes, offset, length);
      failed = false;
      return got;
    }
  }
}
