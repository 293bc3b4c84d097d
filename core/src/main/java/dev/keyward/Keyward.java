package dev.keyward;

import dev.keyward.audit.Audit;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.Expectation;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The front door: the five tasks of a program that uses this library. You choose engine, random
 * source and clock once, here. Safe for use by several threads. Use one instance for the whole
 * program, because it remembers which signatures it has checked and made.
 *
 * <p>1. Make a guardian with keys:
 *
 * <pre>{@code
 * Keyward keyward = Keyward.with(Tools.jdk());
 * GuardianName name = GuardianName.parse("Fabrikam");
 * GuardianKeys owner = keyward.createGuardian(GuardianMaker.Plan.of(name, "build-host"));
 * }</pre>
 *
 * <p>2. Take a guardian from the metadata that it publishes, and say why you trust it:
 *
 * <pre>{@code
 * TrustRequest pin = TrustRequest.pinned(Thumbprint.parse(pinnedSha256));
 * TrustedGuardian hoster = keyward.trust(metadata, GuardianName.parse("Hoster"), pin);
 * }</pre>
 *
 * <p>3. Create a protector for an owner and guardians:
 *
 * <pre>{@code
 * KeyProtector protector = keyward.createProtector(owner.signing(), List.of(hoster));
 * Files.write(folder.resolve("web-1.kp"), protector.encode());
 * }</pre>
 *
 * <p>4. Verify that a protector is what you expect, and open it:
 *
 * <pre>{@code
 * byte[] file = Files.readAllBytes(folder.resolve("web-1.kp"));
 * Expectation expected =
 *     Expectation.ownedBy(owner.guardian()).addressedTo(hoster.guardian());
 * VerifiedKeyProtector verified = keyward.verify(file, expected);
 * try (TransportKey key = keyward.open(verified, owner.opening())) {
 *   System.out.println("opens: " + verified.isSealedUnder(key));
 * }
 * }</pre>
 *
 * <p>5. Audit a folder:
 *
 * <pre>{@code
 * KnownGuardians known =
 *     KnownGuardians.present(List.of(owner.guardian(), hoster.guardian()));
 * Audit.Yardstick yardstick =
 *     new Audit.Yardstick(known, AuditPolicy.none(), RsaEngine.fastest());
 * AuditSummary summary =
 *     keyward.audit(folder, yardstick, row -> System.out.println(row.place().vm()));
 * }</pre>
 */
public final class Keyward {

  private static final Duration EXPIRY_WARNING = Duration.ofDays(90);

  private final Tools tools;
  private final ProtectorAuthor author;
  private final ProtectorVerifier verifier;

  private Keyward(Tools tools) {
    this.tools = Objects.requireNonNull(tools, "tools");
    this.author = new ProtectorAuthor(tools);
    this.verifier = new ProtectorVerifier(tools.engine());
  }

  /** Creates a front door that uses these tools. */
  public static Keyward with(Tools tools) {
    return new Keyward(tools);
  }

  /**
   * Makes a guardian with two new keys and self-signed certificates. This takes seconds.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys createGuardian(GuardianMaker.Plan plan) throws KeyUnusableException {
    return new GuardianMaker(tools.random(), tools.engine()).create(plan, tools.clock().instant());
  }

  /**
   * Returns the guardian of a metadata document if {@code reason} is enough to trust it.
   *
   * @param metadata at most {@link GuardianMetadata#MOST_BYTES}
   * @param name the name of the guardian on this side
   * @throws NotTrustedException if the reason does not hold
   * @throws KeywardException if the metadata is malformed or unsupported, or does not verify
   */
  public TrustedGuardian trust(byte[] metadata, GuardianName name, TrustRequest reason)
      throws KeywardException {
    GuardianMetadata read =
        reason.pin().isPresent()
            ? GuardianMetadata.parsePinned(metadata, "metadata", tools.engine())
            : GuardianMetadata.parse(metadata, "metadata", tools.engine());
    return TrustDecider.trust(read, name, reason, tools.clock().instant());
  }

  /**
   * Creates a protector of a new transport key. Only the owner and the guardians can open it.
   *
   * @param guardians at most 63
   * @throws NotTrustedException code {@code expired}
   * @throws KeywardException in the cases of {@link ProtectorAuthor#create}
   */
  public KeyProtector createProtector(SigningKey owner, List<TrustedGuardian> guardians)
      throws KeywardException {
    return author.create(owner, guardians);
  }

  /**
   * Returns the protector if it is valid and meets the expectation.
   *
   * @param file one protector in any encoding, at most {@link ProtectorFile#MOST_BYTES}
   * @throws VerificationFailedException with the first check that failed
   * @throws KeywardException if the file is malformed or unsupported, or in the cases of {@link
   *     Expectation#require}
   */
  public VerifiedKeyProtector verify(byte[] file, Expectation expected) throws KeywardException {
    Objects.requireNonNull(expected, "expected");
    try {
      return verifier.verify(verifier.parse(current(ProtectorFile.of(file))), expected);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  /**
   * Verifies a file on disk. The result may be a protector that Keyward cannot open, because its
   * key derivation is not published. If the file is {@code GUID.vmcx} or {@code GUID.vmrs} of
   * Hyper-V, the other file of that VM is read too, because either may hold the protector.
   *
   * @throws IOException if it cannot be read
   */
  public VerifiedProtector verify(Path file, Expectation expected)
      throws KeywardException, IOException {
    Objects.requireNonNull(expected, "expected");
    byte[] document = current(ProtectorFile.open(file));
    return verifier.examine(verifier.parse(document)).orThrow(expected);
  }

  private static byte[] current(ProtectorFile file) throws KeywardException, IOException {
    return file.single(
        protector -> !protector.label().lastKnownGood(), "give the protector of one machine");
  }

  /**
   * Opens the transport key. The caller must close it.
   *
   * @throws NoAccessException code {@code not-addressed}
   * @throws KeywardException in the cases of {@link VerifiedKeyProtector#open}
   */
  public TransportKey open(VerifiedKeyProtector protector, OpeningKey key) throws KeywardException {
    return protector.open(key, tools.engine(), tools.random());
  }

  /**
   * Audits all protectors in a folder and its subfolders, on all cores.
   *
   * @param rows receives each protector during the audit, in the order of the folder
   * @throws IOException if {@code rows} throws one; a file that cannot be read is a finding
   */
  public AuditSummary audit(Path folder, Audit.Yardstick yardstick, AuditReceiver rows)
      throws IOException {
    AuditBasis basis =
        new AuditBasis(tools.clock().instant(), EXPIRY_WARNING, Optional.empty(), List.of());
    return new Audit(yardstick, basis, rows, bytes -> {})
        .run(List.of(new AuditSource.OnDisk(folder.toString(), folder)));
  }
}
