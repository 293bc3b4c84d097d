package dev.keyward.hgs.folder;

import dev.keyward.guardian.GuardianName;
import java.util.Objects;

/**
 * A host that may attest.
 *
 * @param name of the form of guardians' names
 * @param key what it proves itself with
 */
public record RegisteredHost(GuardianName name, HostPublicKey key) {

  /** Refuses missing parts. */
  public RegisteredHost {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
  }
}
