package dev.keyward.protector.form;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.Wrapping;
import java.util.List;

/** Whether a wrapping's certificates may play their roles. */
public final class CertificateChecks {

  private CertificateChecks() {}

  public static List<Check> of(Wrapping wrapping, String where) {
    return List.of(
        check("signing-certificate", where, wrapping.signing(), CertificateRole.SIGNING),
        check("encryption-certificate", where, wrapping.encryption(), CertificateRole.ENCRYPTION));
  }

  private static Check check(
      String name, String where, GuardianCertificate certificate, CertificateRole role) {
    return certificate
        .unfitFor(role)
        .map(why -> Check.failed(name, where, why))
        .orElseGet(() -> Check.passed(name, where));
  }
}
