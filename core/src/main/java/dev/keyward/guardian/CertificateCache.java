package dev.keyward.guardian;

import dev.keyward.MalformedInputException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificates already parsed, by the SHA-256 of their bytes. Thousands of protectors carry the
 * same few certificates; parsing one costs as much as reading the document around it. Bounded: when
 * full it starts anew, so that hostile input costs time and never memory.
 */
public final class CertificateCache {

  private static final int MOST = 4096;

  private final Map<Thumbprint, GuardianCertificate> known = new ConcurrentHashMap<>();

  /**
   * The certificate of these DER bytes.
   *
   * @throws MalformedInputException as {@link GuardianCertificate#parse}; failures are not kept
   */
  public GuardianCertificate get(byte[] der, String where) throws MalformedInputException {
    Thumbprint key = Thumbprint.of(der);
    GuardianCertificate cached = known.get(key);
    if (cached != null) {
      return cached;
    }
    GuardianCertificate parsed = GuardianCertificate.parse(der, where);
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(key, parsed);
    return parsed;
  }
}
