package dev.keyward.cli.edit;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The owners' keys that an edit of many files needs: each pair is unlocked once. The store is read
 * once for who is known.
 */
public final class OwnerKeys {

  private final Roster roster;
  private final Map<Thumbprint, GuardianKeys> owners = new HashMap<>();
  private Optional<KnownGuardians> known = Optional.empty();

  public OwnerKeys(Roster roster) {
    this.roster = roster;
  }

  /** The guardians of the store. */
  public KnownGuardians known() throws KeywardException, IOException {
    KnownGuardians all = known.isPresent() ? known.get() : roster.known();
    known = Optional.of(all);
    return all;
  }

  /** Those of the owner's wrapping, of whichever generation. */
  public GuardianKeys of(VerifiedKeyProtector verified)
      throws KeywardException, IOException, UsageException {
    Wrapping own = verified.owner();
    Thumbprint both =
        Thumbprint.of(own.signing().thumbprint().bytes(), own.encryption().thumbprint().bytes());
    GuardianKeys keys = owners.get(both);
    if (keys == null) {
      keys = roster.keysOf(own);
      owners.put(both, keys);
    }
    return keys;
  }
}
