package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.CountingStream;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.PendingFile;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.VmResealer;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code vm reseal}: new keys for everything, with the owner's keys; the real revocation. */
public final class ResealVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "reseal",
        "FILE",
        "encrypt a shielded VM anew under new keys: the real revocation",
        List.of(
            OptionSpec.value("as", "OWNER", "the owner, whose keys are used"),
            OptionSpec.many("grant", "NAME", "let this guardian in on the way"),
            OptionSpec.many("revoke", "NAME", "keep this guardian out from now on"),
            OptionSpec.many(
                "thumbprint", "SHA256", "keep out who has this key or certificate, known or not"),
            OptionSpec.flag(
                "new-owner-key",
                "sign with the owner's current signing key; hosts then need --accept-owner"),
            OptionSpec.value("name", "NAME", "what the machine is called from now on"),
            Options.OUT_FILE,
            OptionSpec.flag("in-place", "replace the file, whole or not at all"),
            Options.FORCE,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " Who is revoked cannot open the new file with whatever old copy they have. What was"
            + " sealed before stays open to them: an old file, and the state in it. The old file is"
            + " kept until the new one is whole.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    String as = arguments.required("as");
    if (arguments.has("out") == arguments.has("in-place")) {
      throw new UsageException("one of -o FILE or --in-place is needed");
    }
    Outputs outputs = new Outputs(session, arguments);
    if (arguments.has("out")) {
      outputs.requireWritable(arguments.required("out"));
    }
    Roster roster = new Roster(session);
    VmEdit edit = edit(arguments, roster);
    String target = arguments.has("in-place") ? file : arguments.required("out");
    Run run = new Run(session, roster, file, as, arguments.has("new-owner-key"));
    boolean inPlace = arguments.has("in-place") || outputs.replaces(target, session.path(file));
    ResealedVm done = inPlace ? replace(run, edit) : write(run, edit, target, arguments);
    report(session, file, target, done);
    return tellListed(session, target, edit, done) ? ExitCode.ANSWER_NO : ExitCode.DONE;
  }

  /** Who lists a key may be its guardian, or somebody who lists what is another's. */
  private static boolean tellListed(Session session, String target, VmEdit edit, ResealedVm done) {
    boolean any = false;
    for (GuardianHistory revoked : edit.revoke()) {
      for (PermittedGuardian permitted : done.header().guardians()) {
        if (revoked.listed().stream().anyMatch(each -> each.isNamed(permitted.signing()))) {
          any = true;
          session
              .console()
              .warning(
                  target
                      + ": guardian "
                      + permitted.name()
                      + " stays: "
                      + revoked.name()
                      + " lists its signing key, which does not prove whose it is; vm reseal"
                      + " --thumbprint "
                      + permitted.signing()
                      + " keeps it out");
        }
      }
    }
    return any;
  }

  private record Run(Session session, Roster roster, String file, String as, boolean newOwnerKey) {}

  /** The old file is closed before the new one takes its name, which some systems insist on. */
  private static ResealedVm replace(Run run, VmEdit edit)
      throws KeywardException, IOException, UsageException {
    VmInput.requireFile(run.file());
    run.roster().require(run.as());
    // Asked for before the lock is taken: who types keeps nobody waiting.
    run.session().passphrase();
    try (InPlaceEdit inPlace = FileEdit.begin(run.session(), run.file())) {
      OutputStream out = inPlace.stream();
      ResealedVm done =
          new VmInput(run.session()).use(run.file(), inPlace, sealing(run, edit, out));
      FileEdit.commit(run.session(), run.file(), inPlace);
      return done;
    }
  }

  private static ResealedVm write(Run run, VmEdit edit, String target, Arguments arguments)
      throws KeywardException, IOException, UsageException {
    Session session = run.session();
    VmInput input = new VmInput(session);
    if (target.equals("-")) {
      return input.use(run.file(), sealing(run, edit, session.console().binaryOut()));
    }
    try (PendingFile pending = new PendingFile(session.path(target), arguments.has("force"))) {
      ResealedVm done = input.use(run.file(), sealing(run, edit, pending.stream()));
      pending.commit();
      return done;
    }
  }

  private static VmInput.Use<ResealedVm> sealing(Run run, VmEdit edit, OutputStream out) {
    Session session = run.session();
    return vm -> {
      VmResealer.Hands hands = hands(run, vm);
      long total = vm.parts().stream().mapToLong(SealedPart::sealedSize).sum();
      try (Progress progress = session.console().progress("sealing", total)) {
        CountingStream target = new CountingStream(out, progress);
        ResealedVm done = new VmResealer(session.tools()).reseal(vm, hands, edit, target);
        target.flush();
        return done;
      } catch (KeywardException e) {
        throw e.within(run.file());
      }
    };
  }

  /** The owner's key pair of the old file opens it; its signing key stays unless that is asked. */
  private static VmResealer.Hands hands(Run run, ShieldedVm vm)
      throws KeywardException, IOException, UsageException {
    StoredGuardian owner = run.roster().require(run.as());
    OpeningKey opener = run.roster().openingOf(owner, vm.protector());
    boolean same = owner.guardian().hasSigningKeyOf(vm.header().certificate());
    boolean isCurrent = same || run.newOwnerKey();
    SigningKey signer =
        isCurrent
            ? run.roster().signing(run.as())
            : run.roster().keysOf(vm.protector().owner()).signing();
    return new VmResealer.Hands(opener, signer);
  }

  private static void report(Session session, String file, String target, ResealedVm done) {
    if (session.console().json() && !target.equals("-")) {
      VmAnswer.Resealed resealed =
          new VmAnswer.Resealed(
              file,
              target,
              done.header().vm().id().toString(),
              done.header().vm().name(),
              done.generation(),
              names(done.header().guardians().stream().map(PermittedGuardian::name)),
              names(done.granted().stream()),
              names(done.alreadyGranted().stream()),
              names(done.revoked().stream()),
              names(done.notGranted().stream()),
              Optional.of(names(done.renewed().stream())).filter(some -> !some.isEmpty()));
      session.console().json("vm-reseal", resealed);
      return;
    }
    StringBuilder text = new StringBuilder(target + ": sealed anew, generation ");
    text.append(done.generation());
    add(text, "granted", done.granted());
    add(text, "granted before", done.alreadyGranted());
    add(text, "revoked", done.revoked());
    add(text, "was not granted", done.notGranted());
    add(text, "renewed", done.renewed());
    session.console().note(text.toString());
  }

  private static void add(StringBuilder text, String what, List<GuardianName> names) {
    if (!names.isEmpty()) {
      text.append(", ").append(what).append(' ').append(String.join(", ", names(names.stream())));
    }
  }

  private static List<String> names(Stream<GuardianName> names) {
    return names.map(GuardianName::toString).toList();
  }

  private static VmEdit edit(Arguments arguments, Roster roster)
      throws KeywardException, IOException, UsageException {
    List<TrustedHistory> grant = new ArrayList<>();
    for (String name : arguments.values("grant")) {
      if (arguments.values("revoke").stream().anyMatch(name::equalsIgnoreCase)) {
        throw new UsageException("--grant and --revoke both name " + name);
      }
      grant.add(roster.grantee(name, arguments.has("allow-expired")));
    }
    List<GuardianHistory> revoke = new ArrayList<>();
    for (String name : arguments.values("revoke")) {
      revoke.add(roster.require(name).history());
    }
    requireName(arguments.value("name"));
    List<TrustedHistory> renew = new ArrayList<>();
    for (StoredGuardian stored : roster.store().list()) {
      renew.add(new TrustedHistory(stored.history(), stored.trusted()));
    }
    Set<Thumbprint> out = new LinkedHashSet<>();
    for (String digest : arguments.values("thumbprint")) {
      out.add(Thumbprint.parse(digest));
    }
    return new VmEdit(grant, revoke, renew, arguments.value("name")).without(out);
  }

  private static void requireName(Optional<String> name) throws UsageException {
    try {
      VmIdentity.parse("00000000-0000-0000-0000-000000000001", name.orElse("none"));
    } catch (KeywardException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
