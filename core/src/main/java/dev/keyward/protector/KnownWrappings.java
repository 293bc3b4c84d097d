package dev.keyward.protector;

import dev.keyward.guardian.CertificateCache;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read before and need not be read again: certificates, and what stands in a wrapping
 * before the wrapped key, which is the same in all protectors that one owner makes for one
 * guardian. Nothing is remembered of whether it is true. Safe for use by several threads; bounded:
 * when full it starts anew, so that hostile input costs time and never memory.
 */
public final class KnownWrappings {

  private static final int MOST = 4096;
  private static final int MOST_TEXT = 16 << 10;

  private final CertificateCache certificates = new CertificateCache();
  private final Map<Long, Written> written = new ConcurrentHashMap<>();

  /** What a wrapping says of its guardian. */
  record GuardianPart(
      GuardianCertificate signing,
      Wrapping.Grant grant,
      GuardianCertificate encryption,
      Signature encryptionSignature) {}

  /**
   * What was read, and from which bytes.
   *
   * @param text not to be changed
   */
  record Written(byte[] text, GuardianPart part) {}

  CertificateCache certificates() {
    return certificates;
  }

  /**
   * What may stand there; whoever asks compares the bytes.
   *
   * @param sample some bits of the text, which others may share
   */
  Optional<Written> written(long sample) {
    return Optional.ofNullable(written.get(sample));
  }

  void remember(long sample, Written found) {
    if (found.text().length > MOST_TEXT) {
      return;
    }
    if (written.size() >= MOST) {
      written.clear();
    }
    written.put(sample, found);
  }
}
