package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.guardian.GuardianName;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.VmChange;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vm update}: other secrets, another vTPM state or policy, in the history of the VM. */
public final class UpdateVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "update",
        "FILE",
        "change secrets, vTPM state or policy of a shielded VM and keep its history",
        List.of(
            OptionSpec.value("as", "OWNER", "the owner, whose keys are used").required(),
            OptionSpec.many(
                "set-secret",
                "NAME=FILE",
                "a secret to add or replace, up to 4 GiB; - is standard input"),
            OptionSpec.many("remove-secret", "NAME", "a secret to remove"),
            OptionSpec.value("vtpm-state", "FILE", "the new state of the virtual TPM, up to 4 GiB"),
            VmParts.VTPM_FORMAT,
            VmParts.UEFI_VARS,
            Options.POLICY,
            Options.OUT_FILE,
            OwnersReseal.IN_PLACE,
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " The file keeps its id, its guardians and its history, so hosts start it as the next"
            + " state of the VM. Like vm reseal, it makes a new transport key and new keys for all"
            + " parts. An old file and the secrets in it still open with the old keys. Keyward"
            + " keeps the old file until the new one is complete.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    OwnersReseal reseal = OwnersReseal.of(arguments, session);
    new Outputs(session, arguments)
        .requireNoInput(reseal.target(), VmParts.files(arguments, "set-secret"));
    try (PartInput input = new PartInput(session)) {
      VmChange change = change(arguments, input);
      VmEdit edit =
          new VmEdit(List.of(), List.of(), reseal.renewals(), Optional.empty()).changing(change);
      report(session, reseal, change, reseal.apply(edit));
    }
    return ExitCode.DONE;
  }

  private static VmChange change(Arguments arguments, PartInput input)
      throws KeywardException, IOException, UsageException {
    Optional<VmPolicy> policy =
        arguments.has(Options.POLICY.name())
            ? Optional.of(Options.policy(arguments))
            : Optional.empty();
    Set<PartName> removed = removed(arguments);
    List<PartSource> set = VmParts.of(arguments, "set-secret", input);
    for (PartSource part : set) {
      if (removed.contains(part.name())) {
        throw new UsageException("--set-secret and --remove-secret both name " + part.name());
      }
    }
    if (policy.isEmpty() && removed.isEmpty() && set.isEmpty()) {
      throw new UsageException(
          "nothing to change, expected one of --set-secret, --remove-secret, --vtpm-state,"
              + " --uefi-vars or --policy",
          "vm reseal makes new keys and changes nothing else");
    }
    return new VmChange(policy, set, removed);
  }

  private static Set<PartName> removed(Arguments arguments) throws UsageException {
    Set<PartName> removed = new LinkedHashSet<>();
    for (String name : arguments.values("remove-secret")) {
      try {
        if (!removed.add(PartName.secret(name))) {
          throw new UsageException("--remove-secret " + name + " is given twice");
        }
      } catch (KeywardException e) {
        throw new UsageException("--remove-secret: " + e.getMessage());
      }
    }
    return removed;
  }

  private static void report(
      Session session, OwnersReseal reseal, VmChange change, ResealedVm done) {
    VmHeader header = done.header();
    List<String> set = change.set().stream().map(part -> part.name().toString()).toList();
    List<String> removed = change.removed().stream().map(PartName::toString).sorted().toList();
    List<String> renewed = done.renewed().stream().map(GuardianName::toString).toList();
    if (session.console().json() && !reseal.target().equals("-")) {
      VmAnswer.Updated updated =
          new VmAnswer.Updated(
              reseal.file(),
              reseal.target(),
              header.vm().id().toString(),
              header.vm().name(),
              header.policy().code(),
              done.generation(),
              header.guardians().stream()
                  .map(PermittedGuardian::name)
                  .map(Object::toString)
                  .toList(),
              set,
              removed,
              Optional.of(renewed).filter(some -> !some.isEmpty()));
      session.console().json("vm-update", updated);
      return;
    }
    session
        .console()
        .note(
            reseal.target()
                + ": updated, generation "
                + done.generation()
                + Text.clause("set", set)
                + Text.clause("removed", removed)
                + change.policy().map(policy -> ", policy " + policy.code()).orElse("")
                + Text.clause("renewed", renewed));
  }
}
