package dev.keyward.cli.fleet.matrix;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.plan.PlanStep;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a plan is asked for: a matrix, a host in it, and machines. */
final class PlanSetting {

  static final OptionSpec VMS =
      OptionSpec.many("vms", "FILE", "exports of VMs with their protectors, or folders");

  private static final int MOST_NAMES = 12;

  private final Session session;
  private final StartMatrix matrix;
  private final String host;

  private PlanSetting(Session session, StartMatrix matrix, String host) {
    this.session = session;
    this.matrix = matrix;
    this.host = host;
  }

  static List<OptionSpec> options() {
    return List.of(
        VMS,
        MatrixOptions.CERTIFICATES,
        MatrixOptions.REGISTERED,
        MatrixOptions.MODES,
        MatrixOptions.BACKUP,
        KeyFileInput.PASSPHRASE_FILE,
        KeyFileInput.PASSPHRASE_ENV);
  }

  /**
   * Reads everything.
   *
   * @param host the host that the plan is for; it may be a new one that no input holds
   */
  static PlanSetting read(Arguments arguments, Session session, String host)
      throws KeywardException, IOException, UsageException {
    MatrixDraft draft = new MatrixSetting(arguments, session).read(arguments.requiredValues("vms"));
    draft.wanted(host);
    StartMatrix matrix = draft.matrix();
    String spelled =
        matrix.inputs().wanted().stream()
            .findFirst()
            .orElseThrow(() -> new UsageException("the name of the host is empty"));
    return new PlanSetting(session, matrix, spelled);
  }

  StartMatrix matrix() {
    return matrix;
  }

  LocalHost host() {
    return matrix.host(host).orElseThrow();
  }

  /**
   * Refuses a host that no input holds.
   *
   * @throws MalformedInputException code {@code unknown-host}
   */
  void requireHeld() throws MalformedInputException {
    boolean held =
        matrix.inputs().ofMachines().contains(host)
            || matrix.inputs().ofCertificates().contains(host);
    if (!held) {
      throw new MalformedInputException(
          Fault.of(
              "unknown-host",
              Text.listed(host),
              "no host of this name",
              "one of "
                  + Text.names(
                      matrix.hosts().stream()
                          .map(LocalHost::name)
                          .filter(each -> !each.equals(host))
                          .toList(),
                      MOST_NAMES)));
    }
  }

  /**
   * The machines of these names; {@code NAME@HOST}, or an id, where a name is not unique.
   *
   * @throws MalformedInputException code {@code unknown-vm} or {@code ambiguous-vm}
   */
  List<MatrixVm> machines(List<String> names) throws MalformedInputException {
    Set<MatrixVm> machines = new LinkedHashSet<>();
    for (String name : names) {
      List<MatrixVm> found = matrix.vms().stream().filter(vm -> isCalled(vm, name)).toList();
      if (found.isEmpty()) {
        throw new MalformedInputException(
            Fault.of("unknown-vm", Text.listed(name), "no VM of this name or id", "a VM of --vms"));
      }
      // The rows of one machine on several hosts have one protector, or each has its own.
      if (found.size() > 1 && !isOne(found)) {
        List<String> labels = found.stream().map(MatrixVm::label).distinct().toList();
        throw new MalformedInputException(
            Fault.of(
                "ambiguous-vm",
                Text.listed(name),
                found.size() + " VMs have this name",
                labels.size() > 1
                    ? "one of " + Text.names(labels, MOST_NAMES)
                    : "one protector of it: leave out the older export"));
      }
      machines.add(found.get(0));
    }
    return List.copyOf(machines);
  }

  private static boolean isOne(List<MatrixVm> found) {
    MatrixVm first = found.get(0);
    return found.stream()
        .allMatch(
            each ->
                each.label().equals(first.label()) && each.wrappings().equals(first.wrappings()));
  }

  private static boolean isCalled(MatrixVm vm, String name) {
    boolean atHost =
        vm.host().filter(host -> VmName.same(name, vm.name() + "@" + host)).isPresent();
    return atHost
        || VmName.same(name, vm.name())
        || vm.id().filter(id -> VmName.sameId(name, id)).isPresent();
  }

  /** Where the store has the keys of an owner, Keyward can grant too. */
  List<PlanStep> withOwnKeys(List<PlanStep> steps, List<MatrixVm> vms)
      throws KeywardException, IOException, UsageException {
    KnownGuardians known = new Roster(session).known();
    List<PlanStep> all = new ArrayList<>(steps);
    for (MatrixVm vm : vms) {
      Optional<String> owner =
          vm.wrappings().stream()
              .findFirst()
              .flatMap(each -> known.signerName(each.signing()))
              .filter(known::hasKeysHere);
      if (owner.isPresent() && steps.stream().anyMatch(each -> isGrantFor(each, vm))) {
        all.add(
            new PlanStep(
                PlanStep.Kind.KNOW,
                "the store has the keys of its owner "
                    + owner.get()
                    + ": you can also read the current protector into a file and run keyward"
                    + " protector grant FILE --guardian NAME --in-place",
                Optional.empty(),
                List.of(),
                List.of(vm.label())));
      }
    }
    return all;
  }

  private static boolean isGrantFor(PlanStep step, MatrixVm vm) {
    return step.kind() == PlanStep.Kind.GRANT && step.vms().contains(vm.label());
  }
}
