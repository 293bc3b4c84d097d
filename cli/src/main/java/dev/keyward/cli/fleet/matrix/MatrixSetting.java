package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.fleet.MachineSources;
import dev.keyward.cli.fleet.certificate.CertificateInput;
import dev.keyward.file.SafeFiles;
import dev.keyward.fleet.matrix.HostModes;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.protector.file.GuardianExport;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what was collected of hosts and machines. */
final class MatrixSetting {

  private static final int MOST_NAMES = 4096;

  private final Arguments arguments;
  private final Session session;
  private final MatrixDraft draft = new MatrixDraft();

  MatrixSetting(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /**
   * Reads everything.
   *
   * @param machines the files and folders with machines
   */
  MatrixDraft read(List<String> machines) throws KeywardException, IOException, UsageException {
    machines(machines);
    CertificateInput certificates = new CertificateInput(arguments, session, draft);
    for (String value : arguments.requiredValues("certificates")) {
      draft.nextInput();
      certificates.read(value);
    }
    for (String file : arguments.values("modes")) {
      modes(file);
    }
    for (String value : arguments.values("registered")) {
      registered(value);
    }
    return draft;
  }

  private void modes(String file) throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    try {
      HostModes.parse(SafeFiles.readAtMost(path, GuardianExport.MOST_BYTES)).forEach(draft::mode);
    } catch (KeywardException e) {
      throw e.within(path.toString());
    }
  }

  private void registered(String value) throws KeywardException, IOException, UsageException {
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new UsageException(
          "--registered is \"" + value + "\", expected HOST=FILE, such as HV1=data.vmcx");
    }
    Path path = session.path(value.substring(equals + 1));
    try {
      draft.registered(value.substring(0, equals), path);
    } catch (KeywardException e) {
      throw e.within(path.toString());
    }
  }

  private void machines(List<String> names) throws KeywardException, IOException, UsageException {
    MachineReceiver receiver = new MachineReceiver(draft, names);
    new MachineSources(session, "reading", names).audit(KnownGuardians.none(), receiver);
    receiver.requireMachines();
  }

  /** The names in a list of hosts, separated by a character. */
  static List<String> names(String list, char separator, String option) throws UsageException {
    List<String> names = new ArrayList<>();
    for (String name : list.split(Pattern.quote("" + separator), -1)) {
      if (name.isBlank() || names.size() == MOST_NAMES) {
        throw new UsageException(
            "--" + option + " is \"" + list + "\", expected names of hosts with " + separator);
      }
      names.add(name.strip());
    }
    return names;
  }
}
