package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.CountingStream;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Proof;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.base.folder.ServiceProof;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.view.Addressing;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vm check}: everything that can be checked of a shielded VM. */
public final class CheckVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "check",
        "FILE",
        "check signature, protector, wrappings and parts; --prove shows that it opens",
        List.of(
            OwnerPin.OPTION,
            OptionSpec.value("guardian", "NAME", "ask for one guardian: exit 0 yes, 1 no"),
            Options.HGS,
            OptionSpec.flag(
                "prove", "open it, and every part, with the keys in the store and in --hgs"),
            OptionSpec.value(
                "descends-from",
                "FILE",
                "ask whether this file comes from FILE by edits: exit 0 yes, 1 no"),
            OptionSpec.value("as", "NAME", "prove the history with this guardian's private key"),
            OptionSpec.value(
                "domain",
                "DOMAIN.xml",
                "ask whether hosts start the VM as this libvirt domain: exit 0 yes, 1 no"),
            OptionSpec.flag("strict", "exit 1 also if only a former or unlisted key opens it")),
        VmNotes.FORMAT
            + " The list of parts and the generation are not signed."
            + " Only --prove, which opens the file, shows that they are those that were"
            + " sealed. An older file of the"
            + " same machine is as valid as the newest; --descends-from shows which is newer. A"
            + " guardian that once opened a file can forge its history. --domain takes what virsh"
            + " dumpxml prints; - is standard input. Both policies refuse a domain without UEFI,"
            + " Secure Boot or a virtual TPM. The policy shielded also refuses consoles, serial and"
            + " parallel ports, graphics, channels, devices of the host, options for QEMU, shared"
            + " memory, dumps, and every element that Keyward does not know to be safe.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    Checking checking = new Checking(arguments, session);
    return new VmInput(session)
        .use(
            file,
            vm -> {
              try {
                return checking.check(file, vm);
              } catch (KeywardException e) {
                throw e.within(file);
              }
            });
  }

  /** One run of the command. */
  private static final class Checking {

    private final Session session;
    private final Console console;
    private final Roster roster;
    private final KnownGuardians known;
    private final OwnerPin owner;
    private final Optional<Guardian> asked;
    private final Optional<Descent> descent;
    private final Optional<DomainQuestion> domain;
    private final ServiceProof services;
    private final boolean prove;
    private final boolean strict;

    Checking(Arguments arguments, Session session)
        throws KeywardException, IOException, UsageException {
      this.session = session;
      this.console = session.console();
      this.roster = new Roster(session);
      this.known = ServiceFolders.addTo(roster.known(), arguments, session);
      this.owner = OwnerPin.of(arguments, roster);
      this.asked = named(arguments.value("guardian"));
      this.descent = Descent.asked(arguments, session, roster);
      this.domain = DomainQuestion.asked(arguments, session);
      this.prove = arguments.has("prove");
      this.services = prove ? ServiceProof.of(arguments, session) : ServiceProof.none(session);
      this.strict = arguments.has("strict");
    }

    private Optional<Guardian> named(Optional<String> name)
        throws KeywardException, IOException, UsageException {
      return name.isPresent()
          ? Optional.of(roster.require(name.get()).guardian())
          : Optional.empty();
    }

    ExitCode check(String file, ShieldedVm vm)
        throws KeywardException, IOException, UsageException {
      owner.require(vm.header().certificate());
      readParts(vm);
      ServiceProof.Opened served = served(vm);
      Set<WrappingId> opened = prove ? open(vm, served) : Set.of();
      VmView view = new VmView(vm, known, opened, served.refused());
      Optional<Descent.Found> found =
          descent.isPresent() ? Optional.of(descent.get().find(vm, prove)) : Optional.empty();
      Optional<DomainQuestion.Verdict> verdict = domain.map(question -> question.judge(vm));
      Optional<Addressing> addressing = asked.map(guardian -> addressing(vm, guardian));
      Optional<Boolean> addressed = addressing.map(Addressing::isYes);
      if (console.json()) {
        Optional<String> name = asked.map(guardian -> guardian.name().toString());
        console.json(
            "vm-check",
            new VmAnswer.Checked(
                view.answer(file),
                true,
                name,
                addressed,
                addressing.flatMap(Addressing::by),
                served.refusedNumbers(),
                found.map(Descent.Found::answerOf),
                verdict.map(DomainQuestion.Verdict::answerOf)));
      } else {
        print(file, vm, view);
        addressing.ifPresent(answer -> console.line("  " + answer.words()));
        found.ifPresent(answer -> console.line("  " + answer.words()));
        verdict.ifPresent(answer -> answer.lines().forEach(line -> console.line("  " + line)));
      }
      view.warnings(session.now()).forEach(warning -> console.warning(file + ": " + warning));
      boolean refused = opened.isEmpty() && !served.refused().isEmpty();
      boolean yes = addressed.orElse(true) && found.map(Descent.Found::isYes).orElse(true);
      boolean starts = verdict.map(DomainQuestion.Verdict::isYes).orElse(true);
      return yes && starts && !refused ? ExitCode.DONE : ExitCode.ANSWER_NO;
    }

    /** Without a doubt about the name: it is one of the store. */
    private Addressing addressing(ShieldedVm vm, Guardian guardian) {
      String label = known.signerName(guardian.signing()).orElseThrow();
      return Addressing.of(vm.protector(), known, label, strict);
    }

    private void readParts(ShieldedVm vm) throws KeywardException, IOException {
      List<SealedPart> parts = vm.parts();
      try (Progress progress = console.progress("reading", total(vm))) {
        for (SealedPart part : parts) {
          vm.checkPart(part);
          progress.stepBy(part.sealedSize());
        }
      }
    }

    private static long total(ShieldedVm vm) {
      return vm.parts().stream().mapToLong(SealedPart::sealedSize).sum();
    }

    private ServiceProof.Opened served(ShieldedVm vm) throws KeywardException {
      return services.isEmpty() ? ServiceProof.Opened.NOTHING : services.open(vm.protector());
    }

    /**
     * The keys of all who can are tried; the parts are the same for each, so they are read once.
     */
    private Set<WrappingId> open(ShieldedVm vm, ServiceProof.Opened served)
        throws KeywardException, IOException, UsageException {
      Proof proof = new Proof(session, roster);
      boolean byService = !served.released().isEmpty() || !served.refused().isEmpty();
      Set<WrappingId> opened = new LinkedHashSet<>(served.released());
      opened.addAll(byService ? proof.openAny(vm.protector()) : proof.open(vm.protector()));
      OpeningKey key =
          proof.hasKey() ? proof.anyKey() : services.keyFor(vm.protector()).orElseThrow();
      try (OpenedVm content = vm.unlock(key, session.random());
          Progress progress = console.progress("opening", total(vm))) {
        for (SealedPart part : vm.parts()) {
          content.copy(part, new CountingStream(OutputStream.nullOutputStream(), progress));
        }
      }
      return opened;
    }

    private void print(String file, ShieldedVm vm, VmView view) {
      console.line(file + ": valid, " + view.sealedBy());
      console.line("  holds           the owner's signature over the header");
      console.line("  holds           the protector, and that the header permits its wrappings");
      console.line(
          "  holds           that header, protector, generation and parts name each other");
      for (SealedPart part : vm.parts()) {
        console.line("  holds           the digest of part " + part.name());
      }
      console.line(
          prove
              ? "  holds           that they were sealed together: opened, parts and all"
              : "  not checked     that they were sealed together: no key (--prove)");
      view.accessLines().forEach(console::line);
    }
  }
}
