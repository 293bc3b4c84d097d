package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.internal.xml.text.LineEnds;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyProof;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.UnknownAlgorithm;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key protector as its document says, not yet verified (MS-KPS, Protector). Every element has the
 * published form. {@link ProtectorVerifier} says whether the document is valid.
 *
 * <p>The wrappings and the bytes that their signatures cover come from one pass over the document,
 * so what is verified is what is used.
 */
public final class KeyProtector {

  /** The most wrappings a protector may have. */
  public static final int MAX_WRAPPINGS = 64;

  private final Source source;
  private final Content content;
  private final byte[] signedBytes;

  /**
   * What a document says.
   *
   * @param maxOfflineUnwraps 0 to 4294967295; no signature covers it
   * @param wrappings 1 to 64, in the order of the document
   * @param proof that the sealer had the transport key
   * @param guardianSignature the seal
   */
  record Content(
      long maxOfflineUnwraps,
      List<Wrapping> wrappings,
      KeyProof proof,
      GuardianSignature guardianSignature) {

    Content {
      wrappings = List.copyOf(wrappings);
    }
  }

  KeyProtector(byte[] document, Content content, byte[] signedBytes) {
    this(new Source(document, false, () -> {}), content, signedBytes);
  }

  private KeyProtector(Source source, Content content, byte[] signedBytes) {
    this.source = source;
    this.content = content;
    this.signedBytes = signedBytes;
  }

  /**
   * Where it comes from.
   *
   * @param quick whether the reader for our own writer's form has read it
   * @param whenValid is run when it has proved to be valid
   */
  private record Source(byte[] document, boolean quick, Runnable whenValid) {}

  /**
   * Reads a document strictly.
   *
   * @param document UTF-8 or UTF-16 XML, at most 1 MiB, without a frame
   * @throws dev.keyward.MalformedInputException naming the place that is not of the published form
   */
  public static KeyProtector parse(byte[] document) throws KeywardException {
    return parse(document, new KnownWrappings());
  }

  /** The same; certificates that {@code known} remembers of valid protectors are not read again. */
  static KeyProtector parse(byte[] document, KnownWrappings known) throws KeywardException {
    return strict(document.clone(), known.reading());
  }

  /** Reads bytes that nobody changes any more, strictly. */
  static KeyProtector strict(byte[] document, KnownWrappings.Reading reading)
      throws KeywardException {
    return ProtectorReader.read(document, reading).from(false, reading::keep);
  }

  /** The same of what the reader for our own writer's form has read. */
  KeyProtector quick(KnownWrappings.Reading reading) {
    return from(true, reading::keep);
  }

  private KeyProtector from(boolean quick, Runnable whenValid) {
    return new KeyProtector(new Source(source.document(), quick, whenValid), content, signedBytes);
  }

  /** Whether the quick reader has read it: then it is read again before anything opens it. */
  boolean isQuick() {
    return source.quick();
  }

  /** It has proved to be valid: what was new in it may be remembered. */
  void isValid() {
    source.whenValid().run();
  }

  /** A copy of the document. */
  public byte[] encode() {
    return source.document().clone();
  }

  /**
   * How often a host may unwrap offline. No signature covers the number, and Keyward never acts on
   * it.
   */
  public long maxOfflineUnwraps() {
    return content.maxOfflineUnwraps();
  }

  /** The wrappings in the order of the document. */
  public List<Wrapping> wrappings() {
    return content.wrappings();
  }

  /** The wrapping of that number, the first where several claim it. */
  public Optional<Wrapping> wrapping(WrappingId id) {
    for (Wrapping wrapping : content.wrappings()) {
      if (wrapping.id().equals(id)) {
        return Optional.of(wrapping);
      }
    }
    return Optional.empty();
  }

  /**
   * The proof that the sealer had the transport key; empty where it cannot be checked since Keyward
   * does not know its key derivation or MAC.
   */
  public Optional<TransportKeySignature> transportKeySignature() {
    return content.proof() instanceof TransportKeySignature known
        ? Optional.of(known)
        : Optional.empty();
  }

  /**
   * The algorithms that Keyward does not know besides those of signatures, each once: key
   * derivation, MAC, then the key encryptions of wrappings in the order of the document.
   */
  public Set<UnknownAlgorithm> unknownAlgorithms() {
    Set<UnknownAlgorithm> unknown = new LinkedHashSet<>();
    if (content.proof() instanceof KeyProof.Unknown proof) {
      unknown.addAll(proof.algorithms());
    }
    for (Wrapping wrapping : content.wrappings()) {
      wrapping.transportKey().encryption().unknownAlgorithm().ifPresent(unknown::add);
    }
    return unknown;
  }

  KeyProof proof() {
    return content.proof();
  }

  /** The seal. */
  public GuardianSignature guardianSignature() {
    return content.guardianSignature();
  }

  /** A copy of what the seal covers: {@code Wrappings} in exclusive canonical XML, UTF-8. */
  public byte[] canonicalWrappings() {
    return signedBytes.clone();
  }

  /** Whether line ends of another kind than a writer makes are in what the seal covers. */
  boolean hasReturnsInsideTheSeal() {
    return LineEnds.areReturnsIn(source.document(), "Wrappings");
  }

  /** What the seal covers, without a copy; for this room only, which does not change it. */
  byte[] signedBytes() {
    return signedBytes;
  }
}
