package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.sealing.PermittedGuardian;
import java.io.IOException;
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
        "encrypt a shielded VM again under new keys, the only revocation that works",
        List.of(
            OptionSpec.value("as", "OWNER", "the owner, whose keys are used").required(),
            OptionSpec.many("grant", "NAME", "also let this guardian open the new file"),
            OptionSpec.many("revoke", "NAME", "do not let this guardian open the new file"),
            OptionSpec.many(
                "thumbprint",
                "SHA256",
                "take access from everybody who has this key or certificate"),
            OptionSpec.flag(
                "new-owner-key",
                "sign with the owner's current signing key; hosts then need --accept-owner"),
            OptionSpec.value("name", "NAME", "the new name of the machine"),
            Options.OUT_FILE,
            OwnersReseal.IN_PLACE,
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " A revoked guardian cannot open the new file, even with an old copy. It can still"
            + " open an old file and the state in it. Keyward keeps the old file until the new one"
            + " is complete.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    OwnersReseal reseal =
        arguments.has("new-owner-key")
            ? OwnersReseal.withCurrentKey(arguments, session)
            : OwnersReseal.of(arguments, session);
    VmEdit edit = edit(arguments, reseal);
    ResealedVm done = reseal.apply(edit);
    report(session, reseal.file(), reseal.target(), done);
    return tellListed(session, reseal.target(), edit, done) ? ExitCode.ANSWER_NO : ExitCode.DONE;
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
                      + " takes its access away");
        }
      }
    }
    return any;
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
    session
        .console()
        .note(
            target
                + ": sealed again, generation "
                + done.generation()
                + Text.clause("granted", done.granted())
                + Text.clause("granted before", done.alreadyGranted())
                + Text.clause("revoked", done.revoked())
                + Text.clause("was not granted", done.notGranted())
                + Text.clause("renewed", done.renewed()));
  }

  private static List<String> names(Stream<GuardianName> names) {
    return names.map(GuardianName::toString).toList();
  }

  private static VmEdit edit(Arguments arguments, OwnersReseal reseal)
      throws KeywardException, IOException, UsageException {
    Roster roster = reseal.roster();
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
    Set<Thumbprint> out = new LinkedHashSet<>();
    for (String digest : arguments.values("thumbprint")) {
      out.add(Thumbprint.parse(digest));
    }
    return new VmEdit(grant, revoke, reseal.renewals(), arguments.value("name")).without(out);
  }

  private static void requireName(Optional<String> name) throws UsageException {
    try {
      VmIdentity.parse("00000000-0000-0000-0000-000000000001", name.orElse("none"));
    } catch (KeywardException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
