package dev.keyward.protector.hyperv;

import java.util.Optional;

/**
 * What the files of a machine hold in the place of a protector.
 *
 * @param key where, such as {@code /configuration/security/keys/key_protector}; as found: hostile
 * @param role what the place says of it
 * @param bytes the value, text as UTF-8; empty where it has more than 1 MiB
 */
public record StoredProtector(String key, Role role, Optional<byte[]> bytes) {

  /** Why a value counts as a protector. */
  public enum Role {
    /** It is where Hyper-V keeps the protector. */
    CURRENT,
    /** It is where Hyper-V keeps the last one that the machine started with. */
    LAST_KNOWN_GOOD,
    /** It is somewhere else and begins like one. */
    ELSEWHERE
  }
}
