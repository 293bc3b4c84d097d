package dev.keyward.protector.form;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.internal.xml.XmlRun;
import dev.keyward.internal.xml.XmlRuns;
import dev.keyward.protector.part.Wrapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Remembers what was read, so that it need not be read again: certificates, and the part of a
 * wrapping before the wrapped key, which is the same in all protectors that one owner makes for one
 * guardian. Only parts of valid protectors are remembered, but not that their signatures are valid.
 * Safe for use by several threads. It takes little more than an eighth of the memory.
 */
public final class KnownWrappings {

  private static final int SHARE = 32;
  private static final int PART = 512;
  private static final int PARAMETERS_SHARE = 256;

  private final CertificateCache certificates = new CertificateCache();
  private final ByteCache<Long, Written> written = new ByteCache<>(HeapShare.of(SHARE));
  private final ByteCache<Long, KnownRun<GuardianPart>> runs = new ByteCache<>(HeapShare.of(SHARE));
  private final ByteCache<Long, KnownRun<OaepParameters>> parameters =
      new ByteCache<>(HeapShare.of(PARAMETERS_SHARE));

  /** Remembers nothing yet. */
  public KnownWrappings() {}

  /** What a wrapping says of its guardian. */
  public record GuardianPart(
      GuardianCertificate signing,
      Wrapping.Grant grant,
      GuardianCertificate encryption,
      Signature encryptionSignature) {

    long memory() {
      return PART
          + signing.memory()
          + grant.signature().memory()
          + encryption.memory()
          + encryptionSignature.memory();
    }
  }

  /**
   * What was read, and from which bytes.
   *
   * @param text not to be changed
   */
  public record Written(byte[] text, GuardianPart part) {

    long memory() {
      return text.length + part.memory();
    }
  }

  /** What was read, and from which elements. */
  private record KnownRun<T>(XmlRun run, T part) {}

  /** Reads elements of a document if they are not known. */
  public interface Elements<T> {
    T read() throws KeywardException;
  }

  /** What is known of all documents under a sample of their bytes, and what is new in one. */
  private static final class Noted<V> {

    private final ByteCache<Long, V> known;
    private final ToLongFunction<V> memory;
    private final Map<Long, V> inDocument = new HashMap<>();

    Noted(ByteCache<Long, V> known, ToLongFunction<V> memory) {
      this.known = known;
      this.memory = memory;
    }

    Optional<V> find(long sample) {
      return known.get(sample);
    }

    synchronized void note(long sample, V value) {
      inDocument.put(sample, value);
    }

    synchronized void keep() {
      inDocument.forEach((sample, value) -> known.put(sample, value, memory.applyAsLong(value)));
      inDocument.clear();
    }
  }

  /** A reading of one document. What is new in it is remembered once the document is valid. */
  public Reading reading() {
    return new Reading(this);
  }

  /** Reads one document with what is known. Safe for use by several threads. */
  public static final class Reading {

    private final KnownWrappings known;
    private final Map<Thumbprint, GuardianCertificate> certificates = new HashMap<>();
    private final Noted<Written> written;
    private final Noted<KnownRun<GuardianPart>> runs;
    private final Noted<KnownRun<OaepParameters>> parameters;

    private Reading(KnownWrappings known) {
      this.known = known;
      written = new Noted<>(known.written, Written::memory);
      runs = new Noted<>(known.runs, found -> found.run().memory() + found.part().memory());
      parameters = new Noted<>(known.parameters, found -> found.run().memory() + PART);
    }

    public synchronized GuardianCertificate certificate(byte[] der) throws MalformedInputException {
      Optional<GuardianCertificate> before = known.certificates.find(der);
      if (before.isPresent()) {
        return before.get();
      }
      Thumbprint key = Thumbprint.of(der);
      GuardianCertificate inDocument = certificates.get(key);
      if (inDocument != null) {
        return inDocument;
      }
      GuardianCertificate parsed = GuardianCertificate.parse(der, "");
      certificates.put(key, parsed);
      return parsed;
    }

    /**
     * What may stand there; the caller compares the bytes.
     *
     * @param sample some bits of the text, which others may share
     */
    public Optional<Written> written(long sample) {
      return written.find(sample);
    }

    public void note(long sample, Written found) {
      written.note(sample, found);
    }

    /** Reads the part about the guardian, up to the wrapped key. */
    public GuardianPart guardianPart(XmlCursor xml, Elements<GuardianPart> elements)
        throws KeywardException {
      return read(xml, XmlRuns::sample, runs, elements);
    }

    /** Parameters of OAEP, which a writer spells the same in all its documents. */
    public OaepParameters parameters(XmlCursor xml, Elements<OaepParameters> elements)
        throws KeywardException {
      return read(xml, XmlRuns::shortSample, parameters, elements);
    }

    /** Bytes that were read before are compared, which takes a tenth of the time. */
    private static <T> T read(
        XmlCursor xml,
        ToLongFunction<XmlRuns> sampled,
        Noted<KnownRun<T>> noted,
        Elements<T> elements)
        throws KeywardException {
      Optional<XmlRuns> runs = xml.runs();
      if (runs.isEmpty()) {
        return elements.read();
      }
      XmlRuns here = runs.get();
      long sample = sampled.applyAsLong(here);
      Optional<KnownRun<T>> before = noted.find(sample);
      if (before.isPresent() && here.tryPass(before.get().run())) {
        return before.get().part();
      }
      T part = elements.read();
      noted.note(sample, new KnownRun<>(here.read(), part));
      return part;
    }

    /** To be called when the document has proved to be valid. */
    public synchronized void keep() {
      certificates.values().forEach(known.certificates::keep);
      certificates.clear();
      written.keep();
      runs.keep();
      parameters.keep();
    }
  }
}
