package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.guardian.Signature;
import dev.keyward.guardian.VerifiedSignatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes every check that needs no private key. Safe for use by several threads; it remembers which
 * certificate signatures it has verified, so one verifier should serve a whole run.
 */
public final class ProtectorVerifier {

  private final RsaEngine engine;
  private final VerifiedSignatures cache = new VerifiedSignatures();

  /** With the provider to use. */
  public ProtectorVerifier(RsaEngine engine) {
    this.engine = engine;
  }

  /**
   * The protector, verified.
   *
   * @throws dev.keyward.VerificationFailedException naming the first check that failed
   * @throws UnsupportedFormatException where an algorithm is unknown
   */
  public VerifiedKeyProtector verify(KeyProtector protector) throws KeywardException {
    return examine(protector).orThrow();
  }

  /** Every check by name. */
  public VerificationReport examine(KeyProtector protector) {
    List<Check> checks = new ArrayList<>(new StructureChecks(protector).all());
    for (Wrapping wrapping : protector.wrappings()) {
      checks.addAll(certificateChecks(wrapping));
    }
    // A key that is refused is not computed with either: its size is the attacker's to choose.
    boolean sound = count(checks, Check.Outcome.FAILED) == 0;
    List<Seen> seen = new ArrayList<>();
    checks.addAll(sound ? signatureChecks(protector, seen) : notReached(protector));
    boolean valid = count(checks, Check.Outcome.PASSED) == checks.size();
    if (valid) {
      remember(protector, seen);
    }
    return new VerificationReport(
        checks, valid ? Optional.of(verified(protector)) : Optional.empty());
  }

  /** A signature over a certificate that was verified now. */
  private record Seen(
      GuardianCertificate signer, GuardianCertificate signed, Signature signature) {}

  /** Nothing of a protector that is not valid: anybody can make any number of those. */
  private void remember(KeyProtector protector, List<Seen> seen) {
    protector.isValid();
    seen.forEach(each -> cache.add(each.signer(), each.signed(), each.signature()));
  }

  private static int count(List<Check> checks, Check.Outcome outcome) {
    int count = 0;
    for (Check check : checks) {
      count += check.outcome() == outcome ? 1 : 0;
    }
    return count;
  }

  private static VerifiedKeyProtector verified(KeyProtector protector) {
    Wrapping sealer = protector.wrapping(protector.guardianSignature().sealer()).orElseThrow();
    for (Wrapping wrapping : protector.wrappings()) {
      if (wrapping.isOwn()) {
        return new VerifiedKeyProtector(protector, wrapping, sealer);
      }
    }
    throw new IllegalStateException("checked, and without an owner");
  }

  private static List<Check> certificateChecks(Wrapping wrapping) {
    String where = StructureChecks.place(wrapping);
    List<Check> checks = new ArrayList<>(CertificateChecks.of(wrapping, where));
    checks.add(
        wrapping.transportKey().encryption().parameters().isPresent()
            ? Check.passed("key-encryption-algorithm", where)
            : Check.unknown(
                "key-encryption-algorithm",
                where,
                "unknown algorithm \""
                    + Shown.uri(wrapping.transportKey().encryption().uri())
                    + "\""));
    return checks;
  }

  private List<Check> signatureChecks(KeyProtector protector, List<Seen> seen) {
    List<Check> checks = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      Wrapping parent = protector.wrapping(wrapping.grant().parent()).orElseThrow();
      String where = StructureChecks.place(wrapping);
      checks.add(
          overCertificate(
              new Claim("signing-certificate-signature", where, parent.signing()),
              new Seen(parent.signing(), wrapping.signing(), wrapping.grant().signature()),
              seen));
      checks.add(
          overCertificate(
              new Claim("encryption-certificate-signature", where, wrapping.signing()),
              new Seen(wrapping.signing(), wrapping.encryption(), wrapping.encryptionSignature()),
              seen));
    }
    GuardianSignature seal = protector.guardianSignature();
    Wrapping sealer = protector.wrapping(seal.sealer()).orElseThrow();
    Claim claim = new Claim("guardian-signature", StructureChecks.SEAL, sealer.signing());
    checks.add(outcome(claim, seal.signature(), protector.signedBytes()));
    return checks;
  }

  /** What a signature is said to be: the name of the check, the place, whose key made it. */
  private record Claim(String check, String where, GuardianCertificate signer) {}

  private Check overCertificate(Claim claim, Seen what, List<Seen> seen) {
    if (cache.contains(what.signer(), what.signed(), what.signature())) {
      return Check.passed(claim.check(), claim.where());
    }
    Check check = outcome(claim, what.signature(), what.signed().der());
    if (check.outcome() == Check.Outcome.PASSED) {
      seen.add(what);
    }
    return check;
  }

  private Check outcome(Claim claim, Signature signature, byte[] signed) {
    try {
      return engine.verify(signature, claim.signer().publicKey(), signed)
          ? Check.passed(claim.check(), claim.where())
          : Check.failed(claim.check(), claim.where(), "a signature that does not verify");
    } catch (UnsupportedFormatException e) {
      String detail = "unknown algorithm \"" + Shown.uri(signature.algorithm()) + "\"";
      return Check.unknown(claim.check(), claim.where(), detail);
    }
  }

  private static List<Check> notReached(KeyProtector protector) {
    String why = "rests on a check that failed";
    List<Check> checks = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      String where = StructureChecks.place(wrapping);
      checks.add(Check.skipped("signing-certificate-signature", where, why));
      checks.add(Check.skipped("encryption-certificate-signature", where, why));
    }
    checks.add(Check.skipped("guardian-signature", StructureChecks.SEAL, why));
    return checks;
  }
}
