package dev.keyward.fleet.matrix.finding;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.text.ForeignText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates in the words of findings. Subjects are shown and decide nothing. */
public final class CertificateWords {

  private static final int MOST = 60;

  private CertificateWords() {}

  /** What a certificate claims, and its SHA-1 as Windows shows it. */
  public static String certificate(GuardianCertificate certificate) {
    return ForeignText.listed(WindowsName.commonName(certificate.subject()), MOST)
        + " ["
        + WindowsThumbprint.of(certificate)
        + "]";
  }

  /** The guardian of a wrapping: its name as the signing certificate claims it. */
  public static String guardian(GuardianCertificate signing) {
    String claimed =
        GuardianSubject.of(signing.subject()).name().orElseGet(() -> commonName(signing));
    return ForeignText.listed(claimed, MOST);
  }

  /** One half of a guardian, with its SHA-1. */
  public static String half(WrappingCertificates guardian, GuardianCertificate certificate) {
    return "the "
        + (certificate.sameKeyAs(guardian.signing()) ? "signing" : "encryption")
        + " certificate of "
        + guardian(guardian.signing())
        + " ["
        + WindowsThumbprint.of(certificate)
        + "]";
  }

  private static String commonName(GuardianCertificate certificate) {
    String name = WindowsName.commonName(certificate.subject());
    return name.isEmpty() ? WindowsThumbprint.of(certificate) : name;
  }

  /** The guardians of wrappings with the SHA-1 of the certificates whose keys open. */
  public static String holders(List<WrappingCertificates> wrappings) {
    return wrappings.stream()
        .map(
            each -> guardian(each.signing()) + " [" + WindowsThumbprint.of(each.encryption()) + "]")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** A day, as {@code 2026-11-29}. */
  public static String day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
