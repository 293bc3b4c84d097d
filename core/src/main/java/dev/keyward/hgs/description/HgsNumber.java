package dev.keyward.hgs.description;

import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/**
 * Which state of a service a folder has. Every change of the folder adds one, and a copy keeps the
 * number. It finds mistakes, such as a restored backup: who may write the folder can forge it.
 *
 * @param value from 1 on; 0 for a folder that was never changed since there are manifests
 * @param manifest the SHA-256 of the manifest, which covers all files of the state
 * @param previous the same of the state before; empty for a new service
 * @param over the highest number that an operator declared void with this state; empty for none
 */
public record HgsNumber(
    int value, Thumbprint manifest, Optional<Thumbprint> previous, Optional<Integer> over) {

  /** The highest number there is. */
  public static final int MOST = 2_000_000_000;

  /** Whether the state has a manifest. */
  public boolean isCounted() {
    return value > 0;
  }
}
