package dev.keyward.guardian.trust;

import dev.keyward.guardian.GuardianCertificate;

/**
 * The place at which the chain from a certificate to a root ends.
 *
 * @param certificate the last one that was reached
 * @param root the root that was looked for
 * @param step what failed there, in words
 */
public record ChainBreak(GuardianCertificate certificate, GuardianCertificate root, String step) {

  /** The certificate where the chain ends, and why it ends there. */
  @Override
  public String toString() {
    return certificate.subject() + ": " + step;
  }
}
