package dev.keyward.protector.form;

import dev.keyward.MalformedInputException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.internal.xml.XmlRun;
import dev.keyward.protector.part.Wrapping;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was read before and need not be read again: certificates, and what stands in a wrapping
 * before the wrapped key, which is the same in all protectors that one owner makes for one
 * guardian. Only what stood in a valid protector is remembered, and nothing of whether it is true.
 * Safe for use by several threads; bounded in bytes: little more than an eighth of the memory.
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
  public record KnownRun<T>(XmlRun run, T part) {}

  /** Of one document; what is new in it is remembered when it has proved to be valid. */
  public Reading reading() {
    return new Reading(this);
  }

  /** Reads one document with what is known. Safe for use by several threads. */
  public static final class Reading {

    private final KnownWrappings known;
    private final Map<Thumbprint, GuardianCertificate> certificates = new HashMap<>();
    private final Map<Long, Written> written = new HashMap<>();
    private final Map<Long, KnownRun<GuardianPart>> runs = new HashMap<>();
    private final Map<Long, KnownRun<OaepParameters>> parameters = new HashMap<>();

    private Reading(KnownWrappings known) {
      this.known = known;
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
      return known.written.get(sample);
    }

    public synchronized void note(long sample, Written found) {
      written.put(sample, found);
    }

    /** The same of a run. */
    public Optional<KnownRun<GuardianPart>> run(long sample) {
      return known.runs.get(sample);
    }

    public synchronized void note(long sample, KnownRun<GuardianPart> found) {
      runs.put(sample, found);
    }

    /** Parameters of OAEP, which a writer spells alike in all its documents. */
    public Optional<KnownRun<OaepParameters>> parameters(long sample) {
      return known.parameters.get(sample);
    }

    public synchronized void noteParameters(long sample, KnownRun<OaepParameters> found) {
      parameters.put(sample, found);
    }

    /** To be called when the document has proved to be valid. */
    public synchronized void keep() {
      certificates.values().forEach(known.certificates::keep);
      written.forEach((sample, found) -> known.written.put(sample, found, found.memory()));
      runs.forEach(
          (sample, found) ->
              known.runs.put(sample, found, found.run().memory() + found.part().memory()));
      parameters.forEach(
          (sample, found) -> known.parameters.put(sample, found, PART + found.run().memory()));
      parameters.clear();
      runs.clear();
      certificates.clear();
      written.clear();
    }
  }
}
