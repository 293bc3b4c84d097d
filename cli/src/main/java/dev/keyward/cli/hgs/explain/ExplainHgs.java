package dev.keyward.cli.hgs.explain;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.message.HealthCertificateParts;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code hgs explain}: what the parts of a health certificate mean. */
public final class ExplainHgs implements Command {

  private static final int MOST_CHARACTERS = 300;

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "explain",
        "FILE",
        "show what each part of a health certificate means, and what is not known about it",
        List.of(),
        "FILE is a certificate in DER or PEM that an attestation service issued for a key of a"
            + " host; - reads standard input. The command knows the certificates of Keyward and the"
            + " form of those that Windows makes. It does not verify who signed the certificate."
            + " Exit code 1 if it is another kind of certificate.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    GuardianCertificate certificate = certificate(arguments.operand(0), session);
    HealthCertificateParts health = HealthCertificateParts.of(certificate);
    if (session.console().json()) {
      session.console().json("hgs-explain", Explained.of(certificate, health));
    } else {
      session.console().line(title(health.form()));
      health.parts().forEach(part -> print(part, session));
    }
    return health.form() == HealthCertificateParts.Form.OTHER ? ExitCode.ANSWER_NO : ExitCode.DONE;
  }

  private static GuardianCertificate certificate(String file, Session session)
      throws KeywardException, IOException, UsageException {
    int most = GuardianCertificate.MOST_BUNDLE_BYTES;
    byte[] content =
        file.equals("-")
            ? SafeFiles.readAtMost(session.console().stdin(), most, "stdin")
            : SafeFiles.readAtMost(session.path(file), most);
    List<GuardianCertificate> certificates = GuardianCertificate.parseAll(content, file);
    if (certificates.size() > 1) {
      throw new MalformedInputException(
          Fault.of(
              "several-certificates", file, certificates.size() + " certificates", "one of them"));
    }
    return certificates.get(0);
  }

  private static String title(HealthCertificateParts.Form form) {
    return switch (form) {
      case KEYWARD -> "a health certificate of a Keyward service; who signed it was not verified";
      case WINDOWS -> "a health certificate in the form of Windows; who signed it was not verified";
      case OTHER -> "not a health certificate of Keyward or Windows";
    };
  }

  private static void print(HealthCertificateParts.Part part, Session session) {
    String critical = part.isCritical() ? " (critical)" : "";
    session.console().line("");
    session.console().line(part.name() + critical);
    session.console().line("  " + ForeignText.line(part.value(), MOST_CHARACTERS));
    session.console().line("  " + part.meaning());
  }

  /** A health certificate and its parts. */
  @Answer.To("hgs-explain")
  record Explained(String form, CertificateAnswer certificate, List<Part> parts) implements Answer {

    static Explained of(GuardianCertificate certificate, HealthCertificateParts health) {
      return new Explained(
          health.form().name().toLowerCase(Locale.ROOT),
          CertificateAnswer.of(certificate),
          health.parts().stream().map(Part::of).toList());
    }
  }

  /** A part of the certificate. */
  record Part(String name, String value, boolean critical, String meaning) implements Answer {

    static Part of(HealthCertificateParts.Part part) {
      return new Part(part.name(), part.value(), part.isCritical(), part.meaning());
    }
  }
}
