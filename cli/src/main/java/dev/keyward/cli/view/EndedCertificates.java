package dev.keyward.cli.view;

import dev.keyward.cli.base.Certificates;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealing.Addressees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificates that are not valid at a moment. Signatures hold and wrappings open all the same, so
 * this is said beside the answer and changes none.
 *
 * @param now the moment
 */
public record EndedCertificates(Instant now) {

  /** One line for each wrapping with such a certificate. */
  public List<String> warnings(VerifiedProtector protector, VerifiedView view) {
    return warnings(protector.wrappings(), view);
  }

  /** The same of these wrappings only. */
  public List<String> warnings(List<Wrapping> wrappings, VerifiedView view) {
    List<String> warnings = new ArrayList<>();
    for (Wrapping wrapping : wrappings) {
      String where = "wrapping " + wrapping.id() + ", " + view.name(wrapping) + ": ";
      Optional<String> signing = words(wrapping.signing());
      Optional<String> encryption = words(wrapping.encryption());
      if (signing.isPresent() && signing.equals(encryption)) {
        warnings.add(where + "both certificates " + signing.get());
      } else {
        signing.ifPresent(words -> warnings.add(where + "the signing certificate " + words));
        encryption.ifPresent(words -> warnings.add(where + "the encryption certificate " + words));
      }
    }
    return warnings;
  }

  /** The same of a file, and one line for the certificate of its header if no wrapping has it. */
  public List<String> warnings(
      Addressees addressees, VerifiedProtector protector, VerifiedView view) {
    List<String> warnings = new ArrayList<>(warnings(protector, view));
    GuardianCertificate signer = addressees.certificate();
    if (!signer.equals(protector.owner().signing())) {
      warning("the owner's certificate in the header", signer).ifPresent(warnings::add);
    }
    return warnings;
  }

  /** The same of any certificate: {@code whose}, and since when or until when. */
  public Optional<String> warning(String whose, GuardianCertificate certificate) {
    return words(certificate).map(words -> whose + " " + words);
  }

  private Optional<String> words(GuardianCertificate certificate) {
    if (certificate.isCurrentAt(now)) {
      return Optional.empty();
    }
    if (certificate.isNeverValid()) {
      return Optional.of("is never valid: it ends before it begins");
    }
    return Optional.of(
        now.isAfter(certificate.notAfter())
            ? "ended on " + Certificates.day(certificate.notAfter())
            : "cannot be used before " + Certificates.day(certificate.notBefore()));
  }
}
