package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.VmPolicy;
import dev.keyward.vm.shielding.AnswerFile;
import dev.keyward.vm.shielding.ShieldingAuthor;
import dev.keyward.vm.shielding.ShieldingDraft;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code shielding-data create}: seals an answer file for machines made from template disks. */
public final class CreateShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "create",
        "",
        "seal an answer file and other files for guardians, and say which disks are accepted",
        List.of(
            OptionSpec.value("owner", "NAME", "the owner, whose signing key is used").required(),
            OptionSpec.many("guardian", "NAME", "another guardian that gets access").required(),
            Qualifiers.BY_CATALOG,
            Qualifiers.BY_FACTS,
            ShieldingFiles.ANSWER_FILE.required(),
            ShieldingFiles.FILE,
            ShieldingFiles.MAX_SIZE,
            Options.POLICY.required(),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.ALLOW_EXPIRED),
        ShieldingNotes.FORMAT
            + " A host accepts a disk if it has the name and the signer of a catalog given here and"
            + " its version is the same (equals), later (greater) or either (greater-or-equals), or"
            + " if version and content are the same (exactly). If you do not have the catalog, give"
            + " --disk the values that template show prints; only exactly has a ROOT. The answer"
            + " file must be unattend XML or LinuxOSSpecialization. The command lists what the host"
            + " must supply for it: @ComputerName@, @TimeZone@, @ProductKey@, @IP4Addr-n@,"
            + " @IP6Addr-n@, @MACAddr-n@, @Prefix-n-m@, @NextHop-n-m@, @DnsAddr-n-m@.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    String out = arguments.required("out");
    arguments.required("owner");
    arguments.required("guardian");
    VmPolicy policy = Options.policy(arguments);
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    outputs.requireNoInput(out, inputs(arguments));
    List<VolumeIdQualifier> qualifiers = Qualifiers.of(arguments, session);
    try (ShieldingFiles files = ShieldingFiles.of(arguments, session)) {
      ByteArrayOutputStream sealed = new ByteArrayOutputStream();
      ShieldingDraft draft = draft(policy, qualifiers, arguments, session);
      ShieldingHeader header =
          new ShieldingAuthor(session.tools())
              .create(draft, files.answers(), files.parts(), sealed);
      outputs.write(out, sealed.toByteArray());
      report(session, out, header, files.answers());
    }
    return ExitCode.DONE;
  }

  private static List<String> inputs(Arguments arguments) throws UsageException {
    List<String> inputs = new ArrayList<>(ShieldingFiles.files(arguments));
    for (String qualifier : arguments.values("qualifier")) {
      inputs.add(qualifier.substring(0, Math.max(0, qualifier.lastIndexOf('='))));
    }
    return inputs;
  }

  private static ShieldingDraft draft(
      VmPolicy policy, List<VolumeIdQualifier> qualifiers, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Roster roster = new Roster(session);
    boolean allowExpired = arguments.has("allow-expired");
    TrustedGuardian owner = roster.grantable(arguments.required("owner"), allowExpired);
    List<TrustedGuardian> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(roster.grantable(name, allowExpired));
    }
    try {
      Addressees.of(owner.guardian(), guardians);
    } catch (VerificationFailedException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    SigningKey key = roster.owner(arguments.required("owner"), allowExpired);
    return new ShieldingDraft(policy, key, guardians, qualifiers);
  }

  private static void report(
      Session session, String out, ShieldingHeader header, AnswerFile answers) {
    List<String> names =
        header.addressees().guardians().stream().map(each -> each.name().toString()).toList();
    if (session.console().json() && !out.equals("-")) {
      ShieldingAnswer.Created created =
          new ShieldingAnswer.Created(
              out,
              header.policy().code(),
              header.addressees().owner().name().toString(),
              names,
              ShieldingAnswer.Qualifier.all(header.qualifiers()),
              ShieldingAnswer.Substitution.all(header.substitutions()),
              answers.unknown(),
              header.parts().stream().map(part -> part.name().toString()).toList());
      session.console().json("shielding-data-create", created);
    } else {
      session
          .console()
          .note(
              out
                  + ": "
                  + header.policy().code()
                  + ", of "
                  + header.addressees().owner().name()
                  + " for "
                  + String.join(", ", names)
                  + "; accepts:");
      header.qualifiers().forEach(each -> session.console().note("  " + ShieldingView.words(each)));
      session
          .console()
          .note(
              header.substitutions().isEmpty()
                  ? "the host supplies nothing"
                  : "the host supplies:");
      ShieldingView.supplied(header.substitutions()).forEach(session.console()::note);
    }
    ShieldingView.unknown(answers).forEach(session.console()::warning);
  }
}
