package dev.keyward.guardian.memory;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import java.util.Optional;

/**
 * Certificates already parsed, by the SHA-256 of their bytes. Thousands of protectors carry the
 * same few certificates; parsing one costs as much as reading the document around it. Bounded in
 * bytes: a sixteenth of the memory.
 */
public final class CertificateCache {

  private static final int SHARE = 16;

  private final ByteCache<Thumbprint, GuardianCertificate> known =
      new ByteCache<>(HeapShare.of(SHARE));

  /** Holds nothing yet. */
  public CertificateCache() {}

  /**
   * The certificate of these DER bytes, which is kept.
   *
   * @throws MalformedInputException as {@link GuardianCertificate#parse}; failures are not kept
   */
  public GuardianCertificate get(byte[] der, String where) throws MalformedInputException {
    Optional<GuardianCertificate> cached = find(Thumbprint.of(der));
    if (cached.isPresent()) {
      return cached.get();
    }
    GuardianCertificate parsed = GuardianCertificate.parse(der, where);
    keep(parsed);
    return parsed;
  }

  /** The certificate of that SHA-256, where it is kept. */
  public Optional<GuardianCertificate> find(Thumbprint thumbprint) {
    return known.get(thumbprint);
  }

  /** Keeps a certificate that was parsed elsewhere. */
  public void keep(GuardianCertificate certificate) {
    known.put(certificate.thumbprint(), certificate, certificate.memory());
  }
}
