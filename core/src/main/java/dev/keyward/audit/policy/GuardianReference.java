package dev.keyward.audit.policy;

import dev.keyward.guardian.Thumbprint;

/**
 * How a policy names a guardian: by a name that the auditor's store or folder of guardians gives
 * it, or by the fingerprint of one of its keys or certificates.
 */
public sealed interface GuardianReference {

  /** Where the policy says it. */
  PolicyPlace place();

  /** The reference as a policy has it: the name, or {@code sha256:} and 64 digits. */
  @Override
  String toString();

  /**
   * By name, without regard to case.
   *
   * @param name the name; where folders tell two apart, with their names in front, or with
   *     {@code @} and digits of the signing key behind
   * @param place where the policy says it
   */
  record ByName(String name, PolicyPlace place) implements GuardianReference {

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * By a key: that of a guardian who is known means that guardian, with all its keys.
   *
   * @param fingerprint of a certificate or a public key, in either role
   * @param place where the policy says it
   */
  record ByThumbprint(Thumbprint fingerprint, PolicyPlace place) implements GuardianReference {

    @Override
    public String toString() {
      return "sha256:" + fingerprint;
    }
  }
}
