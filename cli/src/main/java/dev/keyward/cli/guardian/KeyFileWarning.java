package dev.keyward.cli.guardian;

import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.console.TypedCommand;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.trust.StoredGuardian;

/** Compares what the store's record says about private keys with the files that are there. */
record KeyFileWarning(Session session) {

  /** Warns about a guardian whose key files are missing, or are open to others. */
  void look(StoredGuardian stored, KeyFilesSeen seen) throws UsageException {
    GuardianName name = stored.guardian().name();
    if (!seen.missing().isEmpty()) {
      session
          .console()
          .warning(
              name
                  + ": its private keys are not in this store any more ("
                  + String.join(", ", seen.missing())
                  + "); restore the whole folder from a backup"
                  + (seen.areByPairs() ? ", or run guardian import-keys --replace" : ""));
    } else if (seen.openToOthers()) {
      TypedCommand typed =
          TypedCommand.in(Shell.POSIX).words("chmod -R go-rwx").file(session.store().toString());
      session
          .console()
          .warning(
              name + ": others may read its key files; run " + typed.or("chmod -R go-rwx STORE"));
    }
  }
}
