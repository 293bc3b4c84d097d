package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code guardian inspect}: what metadata or certificates say, before anybody decides on trust. */
public final class InspectGuardian implements Command {

  /**
   * What the file says.
   *
   * @param kind metadata or certificates
   * @param signing the certificate that a guardian signs with, of metadata only
   * @param encryption the certificate that keys are wrapped to, of metadata only
   * @param signedBy the certificate that signed the metadata, where it is not the signing one
   * @param others the further certificates
   * @param pin the fingerprint to compare and to give to {@code guardian import}
   */
  @Answer.To("guardian-inspect")
  record Inspected(
      String kind,
      @Answer.IfPresent Optional<CertificateAnswer> signing,
      @Answer.IfPresent Optional<CertificateAnswer> encryption,
      @Answer.IfPresent Optional<CertificateAnswer> signedBy,
      List<CertificateAnswer> others,
      @Answer.IfPresent Optional<Thumbprint> pin)
      implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "inspect",
        "FILE|URL",
        "show what metadata or a certificate file says, and store nothing",
        List.of(Options.CA),
        "Compare the fingerprint with the one that the guardian's operator gives you over another"
            + " channel, then run guardian import with --pin. The metadata is self-signed, so it"
            + " does not prove who published it.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String from = arguments.exactly(1).operand(0);
    MetadataInput input = new MetadataInput(arguments, session);
    byte[] content = input.bytes(from);
    Console console = session.console();
    if (MetadataInput.isMetadata(content)) {
      GuardianMetadata metadata = input.pinned(content, from);
      if (console.json()) {
        console.json("guardian-inspect", answer(metadata));
      } else {
        print(metadata, console);
      }
      console.note(
          "if this fingerprint is right: keyward guardian import NAME "
              + Text.printable(from)
              + " --pin "
              + metadata.signing().thumbprint());
      return ExitCode.DONE;
    }
    List<GuardianCertificate> certificates =
        GuardianCertificate.parseAll(content, Text.printable(from));
    if (console.json()) {
      console.json("guardian-inspect", answer(certificates));
    } else {
      console.line("certificates, no guardian metadata");
      certificates.forEach(
          certificate -> GuardianView.show(console, "  certificate   ", certificate));
    }
    return ExitCode.DONE;
  }

  private static Inspected answer(GuardianMetadata metadata) {
    return new Inspected(
        "metadata",
        Optional.of(CertificateAnswer.of(metadata.signing())),
        Optional.of(CertificateAnswer.of(metadata.encryption())),
        foreignSigner(metadata).map(CertificateAnswer::of),
        all(metadata.otherSigning().stream()),
        Optional.of(metadata.signing().thumbprint()));
  }

  private static Inspected answer(List<GuardianCertificate> certificates) {
    return new Inspected(
        "certificates",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        all(certificates.stream()),
        Optional.empty());
  }

  private static List<CertificateAnswer> all(Stream<GuardianCertificate> certificates) {
    return certificates.map(CertificateAnswer::of).toList();
  }

  private static Optional<GuardianCertificate> foreignSigner(GuardianMetadata metadata) {
    return metadata.vouchedFor() ? Optional.empty() : Optional.of(metadata.signedBy());
  }

  private static void print(GuardianMetadata metadata, Console console) {
    console.line(
        foreignSigner(metadata).isPresent()
            ? "guardian metadata, signed by another certificate"
            : "guardian metadata, self-signed");
    GuardianView.show(console, "  signing       ", metadata.signing());
    GuardianView.show(console, "  encryption    ", metadata.encryption());
    foreignSigner(metadata)
        .ifPresent(signer -> GuardianView.show(console, "  signed by     ", signer));
    metadata
        .otherSigning()
        .forEach(other -> console.line("  also lists    " + Certificates.line(other)));
  }
}
