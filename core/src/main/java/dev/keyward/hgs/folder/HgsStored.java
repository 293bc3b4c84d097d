package dev.keyward.hgs.folder;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.description.HgsState;
import dev.keyward.secret.Passphrase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A state of a service as it lies in its folder.
 *
 * @param files what it consists of
 * @param manifest which state it is; number 0 where the folder has none
 */
record HgsStored(HgsFiles files, HgsManifest manifest) {

  HgsNumber number() {
    return manifest.number();
  }

  HgsState state() {
    return new HgsState(files.description(), number());
  }

  /**
   * Refuses a state that must not be copied into a new one. Where no manifest says that the files
   * are as they were written, their form is checked, and, with the passphrase, the keys are opened.
   *
   * @param where the folder, for errors
   * @param access what the caller replaces and can open
   * @return without the damaged files that the caller replaces
   */
  HgsStored whole(Path where, Access access) throws KeywardException {
    HgsDescription service = files.description();
    if (files.metadata().isPresent()
        && HgsFiles.hasPrimaries(service)
        && !access.replaced().contains(HgsFiles.METADATA)) {
      requirePublished(service, where);
    }
    if (number().isCounted()) {
      return this;
    }
    HgsFiles kept = new HgsKeyCheck(files, where.toString()).whole(access);
    return new HgsStored(kept, manifest);
  }

  private void requirePublished(HgsDescription service, Path where) throws KeywardException {
    try {
      ServiceHistory.of(service, files.metadata().orElseThrow(), where + ": " + HgsFiles.METADATA);
    } catch (KeywardException e) {
      throw advised(new MalformedInputException(e.fault(), e), HgsFiles.METADATA);
    }
  }

  /** The error with what repairs that file. */
  MalformedInputException advised(MalformedInputException damage, String name) {
    return HgsDamage.advised(
        damage, HgsDamage.hint(name, number().value(), HgsFiles.signing(files.description())));
  }

  /**
   * What somebody who reads a state is going to do with it.
   *
   * @param replaced files that are replaced, so that damaged ones count as not there
   * @param passphrase opens the keys; empty where the verb takes none
   * @param over the number of {@code hgs accept-restore --over}; empty for every other verb
   */
  record Access(Set<String> replaced, Optional<Passphrase> passphrase, Optional<Integer> over) {

    /** Reads all, and opens nothing. */
    static final Access READING = new Access(Set.of(), Optional.empty(), Optional.empty());

    /** Copies the set. */
    Access {
      replaced = Set.copyOf(replaced);
    }

    /** Reads all, and opens the keys. */
    static Access opening(Passphrase passphrase) {
      return new Access(Set.of(), Optional.of(passphrase), Optional.empty());
    }

    /** Signs new metadata. */
    static Access signing(Passphrase passphrase) {
      return disabling(passphrase, List.of());
    }

    /** The same where the keys of these certificates are needed no more. */
    static Access disabling(Passphrase passphrase, List<Thumbprint> thumbprints) {
      return new Access(replaced(thumbprints), Optional.of(passphrase), Optional.empty());
    }

    /** Reads what is to be the newest state, and signs metadata where it is not whole. */
    static Access restoring(int over, List<Thumbprint> lost, Optional<Passphrase> passphrase) {
      return new Access(replaced(lost), passphrase, Optional.of(over));
    }

    private static Set<String> replaced(List<Thumbprint> lost) {
      Set<String> replaced = new HashSet<>();
      lost.forEach(thumbprint -> replaced.addAll(HgsKeyFile.names(thumbprint)));
      replaced.add(HgsFiles.METADATA);
      return replaced;
    }
  }
}
