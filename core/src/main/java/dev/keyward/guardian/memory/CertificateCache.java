package dev.keyward.guardian.memory;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Certificates already parsed. Thousands of protectors carry the same few certificates; parsing one
 * costs as much as reading the document around it. They are found by eight bytes of the signature
 * at their end, and then all their bytes are compared, which is quicker than a digest. Bounded in
 * bytes: a sixteenth of the memory.
 */
public final class CertificateCache {

  private static final int SHARE = 16;

  private final ByteCache<Long, GuardianCertificate> known = new ByteCache<>(HeapShare.of(SHARE));

  /** Holds nothing yet. */
  public CertificateCache() {}

  /**
   * The certificate of these DER bytes, which is kept.
   *
   * @throws MalformedInputException as {@link GuardianCertificate#parse}; failures are not kept
   */
  public GuardianCertificate get(byte[] der, String where) throws MalformedInputException {
    Optional<GuardianCertificate> cached = find(der);
    if (cached.isPresent()) {
      return cached.get();
    }
    GuardianCertificate parsed = GuardianCertificate.parse(der, where);
    keep(parsed);
    return parsed;
  }

  /** The certificate of these DER bytes, where it is kept. */
  public Optional<GuardianCertificate> find(byte[] der) {
    return known.get(sample(der)).filter(certificate -> Arrays.equals(certificate.der(), der));
  }

  /** Keeps a certificate that was parsed elsewhere. */
  public void keep(GuardianCertificate certificate) {
    known.put(sample(certificate.der()), certificate, certificate.memory());
  }

  private static long sample(byte[] der) {
    return der.length < Long.BYTES ? 0 : ByteBuffer.wrap(der).getLong(der.length - Long.BYTES);
  }
}
