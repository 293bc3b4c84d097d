package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.memory.VerifiedSignatures;
import dev.keyward.internal.xml.text.LineEnds;
import dev.keyward.protector.form.CertificateChecks;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.GuardianSignature;
import dev.keyward.protector.part.KeyProof;
import dev.keyward.protector.part.TransportKeySignature;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.text.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes every check that needs no private key. Safe for use by several threads; it remembers which
 * certificate signatures it has verified, and the certificates under them, so one verifier should
 * serve a whole run.
 */
public final class ProtectorVerifier {

  private final RsaEngine engine;
  private final VerifiedSignatures cache = new VerifiedSignatures();
  private final KnownWrappings known = new KnownWrappings();

  /** A verifier that uses this engine. */
  public ProtectorVerifier(RsaEngine engine) {
    this.engine = engine;
  }

  /**
   * Reads a document as {@link KeyProtector#parse} does. Certificates of protectors that this
   * verifier found valid are not read again.
   */
  public KeyProtector parse(byte[] document) throws KeywardException {
    return KeyProtector.parse(document, known);
  }

  /**
   * The protector, verified and fit for opening, editing and rolling: Keyward knows every algorithm
   * in it.
   *
   * @throws dev.keyward.VerificationFailedException naming the first check that failed
   * @throws UnsupportedFormatException where an algorithm is unknown
   */
  public VerifiedKeyProtector verify(KeyProtector protector) throws KeywardException {
    return examine(protector).orThrow().openable().whole();
  }

  /**
   * The same, and the protector must also meet the expectation.
   *
   * @throws KeywardException what {@link Expectation#require} throws, too
   */
  public VerifiedKeyProtector verify(KeyProtector protector, Expectation expected)
      throws KeywardException {
    VerifiedKeyProtector verified = verify(protector);
    expected.require(verified);
    return verified;
  }

  /** Every check by name; nothing but a signature of an unknown algorithm has to be known. */
  public VerificationReport examine(KeyProtector protector) {
    return examineUnder(protector, false);
  }

  /** The same; the seal is not checked where the caller made it with a key that proved itself. */
  VerificationReport examineUnder(KeyProtector protector, boolean ownSeal) {
    List<Check> checks = new ArrayList<>(new StructureChecks(protector).all());
    for (Wrapping wrapping : protector.wrappings()) {
      checks.addAll(certificateChecks(wrapping));
    }
    // A key that is refused is not computed with either: its size is the attacker's to choose.
    Optional<Check> failed = firstOf(Check.Outcome.FAILED, checks);
    if (failed.isPresent()) {
      checks.addAll(notReached(protector));
      return VerificationReport.refused(checks, failed.get());
    }
    List<Seen> seen = new ArrayList<>();
    List<Check> signatures = signatureChecks(protector, seen, ownSeal);
    checks.addAll(signatures);
    Optional<Check> obstacle =
        firstOf(Check.Outcome.FAILED, signatures)
            .or(() -> firstOf(Check.Outcome.CANNOT_BE_CHECKED, signatures));
    if (obstacle.isPresent()) {
      return VerificationReport.refused(checks, obstacle.get());
    }
    remember(protector, seen);
    return VerificationReport.valid(checks, verified(protector));
  }

  /** A signature over a certificate that was verified now. */
  private record Seen(
      GuardianCertificate signer, GuardianCertificate signed, Signature signature) {}

  /** Nothing of a protector that is not valid: anybody can make any number of those. */
  private void remember(KeyProtector protector, List<Seen> seen) {
    protector.isValid();
    seen.forEach(each -> cache.add(each.signer(), each.signed(), each.signature()));
  }

  private static Optional<Check> firstOf(Check.Outcome outcome, List<Check> checks) {
    for (Check check : checks) {
      if (check.outcome() == outcome) {
        return Optional.of(check);
      }
    }
    return Optional.empty();
  }

  private VerifiedProtector verified(KeyProtector protector) {
    Wrapping sealer = protector.wrapping(protector.guardianSignature().sealer()).orElseThrow();
    for (Wrapping owner : protector.wrappings()) {
      if (owner.isOwn()) {
        if (protector.isQuick()) {
          return new CheckedProtector(protector, owner, sealer, this);
        }
        return protector.proof() instanceof TransportKeySignature proof
            ? new VerifiedKeyProtector(protector, owner, sealer, proof)
            : new KeylessProtector(protector, owner, sealer, (KeyProof.Unknown) protector.proof());
      }
    }
    throw new IllegalStateException("checked, and without an owner");
  }

  private static List<Check> certificateChecks(Wrapping wrapping) {
    String where = StructureChecks.place(wrapping);
    List<Check> checks = new ArrayList<>(CertificateChecks.of(wrapping, where));
    // Only opening needs it: this wrapping then cannot be opened, and all else is checked.
    checks.add(
        wrapping
            .transportKey()
            .encryption()
            .unknownAlgorithm()
            .map(unknown -> Check.unknown("key-encryption-algorithm", where, unknown.words()))
            .orElseGet(() -> Check.passed("key-encryption-algorithm", where)));
    return checks;
  }

  private List<Check> signatureChecks(KeyProtector protector, List<Seen> seen, boolean ownSeal) {
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
    Check sealed =
        ownSeal
            ? Check.passed(claim.check(), claim.where())
            : outcome(claim, seal.signature(), protector.signedBytes());
    boolean explained =
        sealed.outcome() == Check.Outcome.FAILED && protector.hasReturnsInsideTheSeal();
    checks.add(
        explained
            ? Check.failed(claim.check(), claim.where(), sealed.detail() + LineEnds.CHANGED)
            : sealed);
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
