package dev.keyward.audit.policy;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;

/**
 * How a policy names a guardian: by the name that the auditor's store or folder of guardians gives
 * it, or by the thumbprint of its signing certificate.
 */
public sealed interface GuardianReference {

  /** Where the policy says it. */
  PolicyPlace place();

  /**
   * Whether this means that guardian.
   *
   * @param name what the guardian is called, if its certificates are known
   * @param signing the thumbprint of its signing certificate
   */
  boolean matches(Optional<String> name, Thumbprint signing);

  /** The reference as a policy has it: the name, or {@code sha256:} and 64 digits. */
  @Override
  String toString();

  /** Whether one of the references means that guardian. */
  static boolean any(
      List<GuardianReference> references, Optional<String> name, Thumbprint signing) {
    return references.stream().anyMatch(each -> each.matches(name, signing));
  }

  /**
   * By name, without regard to case.
   *
   * @param name the name
   * @param place where the policy says it
   */
  record ByName(GuardianName name, PolicyPlace place) implements GuardianReference {

    @Override
    public boolean matches(Optional<String> other, Thumbprint signing) {
      // A foreign name may hold letters that only fold to the ones of a guardian's name.
      if (other.isEmpty() || !other.get().equalsIgnoreCase(name.toString())) {
        return false;
      }
      try {
        return GuardianName.parse(other.get()).equals(name);
      } catch (MalformedInputException e) {
        return false;
      }
    }

    @Override
    public String toString() {
      return name.toString();
    }
  }

  /**
   * By certificate.
   *
   * @param signing the thumbprint of the signing certificate
   * @param place where the policy says it
   */
  record ByThumbprint(Thumbprint signing, PolicyPlace place) implements GuardianReference {

    @Override
    public boolean matches(Optional<String> name, Thumbprint other) {
      return signing.equals(other);
    }

    @Override
    public String toString() {
      return "sha256:" + signing;
    }
  }
}
