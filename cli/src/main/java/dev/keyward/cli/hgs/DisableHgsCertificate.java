package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.fleet.MachineSources;
import dev.keyward.cli.hgs.dependent.DependentProtectors;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code hgs certificate disable}: disable certificates. */
public final class DisableHgsCertificate implements Command {

  private static final String PROTECTORS = "protectors";
  private static final String FORCE = "force";
  private static final String UNSEEN =
      "name the protectors to look at with --protectors, or give --force";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate disable",
        "DIR THUMBPRINT...",
        "disable certificates",
        List.of(
            OptionSpec.many(
                PROTECTORS, "PATH", "refuse while a protector in these files needs the key"),
            OptionSpec.flag(
                FORCE, "disable it without looking at protectors, or although some need it")),
        "Protectors whose wrapping needs one of them do not open any more, and a health certificate"
            + " that one of them issued is refused. Their keys stay in the folder; set-primary"
            + " brings them back. With --protectors the command lists the protectors in these files"
            + " and folders that no other certificate of the service opens, and refuses with exit"
            + " code 1. Without it a signing or encryption certificate needs --force. If a key file"
            + " is damaged, its key is lost. If several are damaged, name all of their certificates"
            + " in one command. 8 digits of a thumbprint are enough. A running service applies the"
            + " change within two seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    HgsInput input = new HgsInput(arguments.atLeast(2), session);
    HgsFolder folder = input.folder();
    HgsDescription before = folder.recorded();
    List<Thumbprint> chosen = input.thumbprints(before);
    if (!arguments.has(FORCE) && mayStrand(before, chosen)) {
      Optional<DependentProtectors> found = dependents(arguments, session, before, chosen);
      if (found.isEmpty() || found.get().count() + found.get().unread() > 0) {
        return refused(session, certificates(before, chosen), found);
      }
    }
    HgsDescription after = folder.disable(chosen, input.passphrase());
    List<HgsCertificate> disabled = certificates(after, chosen);
    String done = disabled.size() == 1 ? "disabled the certificate" : "disabled the certificates";
    HgsView.report(session, "hgs-certificate-disable", done, disabled);
    new HgsView(after).warn(session);
    return ExitCode.DONE;
  }

  private static List<HgsCertificate> certificates(
      HgsDescription service, List<Thumbprint> thumbprints) throws NoAccessException {
    List<HgsCertificate> certificates = new ArrayList<>();
    for (Thumbprint thumbprint : thumbprints) {
      certificates.add(service.certificate(thumbprint));
    }
    return certificates;
  }

  /** No protector needs an attestation key. */
  private static boolean mayStrand(HgsDescription service, List<Thumbprint> chosen)
      throws NoAccessException {
    return certificates(service, chosen).stream()
        .anyMatch(each -> each.isEnabled() && each.use() != CertificateUse.ATTESTATION);
  }

  /** The protectors that need one of the keys; empty where none were given to look at. */
  private static Optional<DependentProtectors> dependents(
      Arguments arguments, Session session, HgsDescription before, List<Thumbprint> chosen)
      throws KeywardException, IOException, UsageException {
    if (!arguments.has(PROTECTORS)) {
      return Optional.empty();
    }
    HgsDescription after = before;
    for (Thumbprint thumbprint : chosen) {
      after = after.withDisabled(thumbprint);
    }
    DependentProtectors found = new DependentProtectors(before, after);
    new MachineSources(session, "reading protectors", arguments.values(PROTECTORS))
        .audit(KnownGuardians.none(), found);
    return Optional.of(found);
  }

  private static ExitCode refused(
      Session session, List<HgsCertificate> kept, Optional<DependentProtectors> found) {
    if (session.console().json()) {
      session
          .console()
          .json(
              "hgs-certificate-disable",
              HgsAnswer.ChangedCertificates.of(kept)
                  .with(found.map(all -> new HgsAnswer.Dependents(all.count(), all.names()))));
    } else {
      found.ifPresent(all -> all.names().forEach(session.console()::line));
    }
    session
        .console()
        .warning("nothing was disabled: " + found.map(DisableHgsCertificate::why).orElse(UNSEEN));
    return ExitCode.ANSWER_NO;
  }

  private static String why(DependentProtectors found) {
    List<String> reasons = new ArrayList<>();
    if (found.count() > 0) {
      String need = found.count() == 1 ? " needs the key" : " need the key";
      reasons.add(Text.count(found.count(), "protector") + need);
    }
    if (found.unread() > 0) {
      reasons.add(Text.count(found.unread(), "protector") + " cannot be judged");
    }
    return String.join(", and ", reasons) + "; --force disables it anyway";
  }
}
