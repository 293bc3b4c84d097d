package dev.keyward.protector.known;

import dev.keyward.guardian.Thumbprint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names for certificates that came without metadata. The same name for one of each role makes a
 * guardian whose keys are known.
 *
 * @param signing names by signing keys
 * @param encryption names by encryption keys
 */
record SingleCertificates(Map<Thumbprint, String> signing, Map<Thumbprint, String> encryption) {

  /** None. */
  public static final SingleCertificates NONE = new SingleCertificates(Map.of(), Map.of());

  /** Copies the maps. */
  public SingleCertificates {
    signing = Map.copyOf(signing);
    encryption = Map.copyOf(encryption);
  }

  /** The same with more; the first name of a key stays. */
  public SingleCertificates with(SingleCertificates more) {
    Map<Thumbprint, String> signs = new HashMap<>(more.signing);
    signs.putAll(signing);
    Map<Thumbprint, String> opens = new HashMap<>(more.encryption);
    opens.putAll(encryption);
    return new SingleCertificates(signs, opens);
  }

  boolean isEmpty() {
    return signing.isEmpty() && encryption.isEmpty();
  }

  Optional<String> signer(Thumbprint key) {
    return Optional.ofNullable(signing.get(key));
  }

  Optional<String> opener(Thumbprint key) {
    return Optional.ofNullable(encryption.get(key));
  }

  /** Whether the signing key of that name is known too. */
  boolean isWhole(String name) {
    return signing.containsValue(name);
  }

  void describe(Set<String> lines) {
    signing.forEach((key, name) -> lines.add("single-signing " + key + " " + name));
    encryption.forEach((key, name) -> lines.add("single-encryption " + key + " " + name));
  }
}
