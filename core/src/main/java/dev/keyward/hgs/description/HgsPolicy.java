package dev.keyward.hgs.description;

import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.util.Arrays;

/**
 * A policy that measured hosts must keep, as a service has it.
 *
 * @param name unique in the service, of the form of guardians' names
 * @param yaml the file
 */
public record HgsPolicy(GuardianName name, byte[] yaml) {

  /** The most bytes of a policy. */
  public static final int MOST_BYTES = 1 << 20;

  /** The most policies of a service. */
  public static final int MOST_POLICIES = 64;

  /** Copies the file. */
  public HgsPolicy {
    yaml = yaml.clone();
  }

  /** A copy of the file. */
  @Override
  public byte[] yaml() {
    return yaml.clone();
  }

  /** SHA-256 of the file: by it services are compared. */
  public Thumbprint digest() {
    return Thumbprint.of(yaml);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HgsPolicy that
        && that.name.equals(name)
        && Arrays.equals(that.yaml, yaml);
  }

  @Override
  public int hashCode() {
    return digest().hashCode();
  }

  /** The name. */
  @Override
  public String toString() {
    return name.toString();
  }
}
