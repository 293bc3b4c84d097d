package dev.keyward.cli.protector.batch;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares files that are there already with what their lines ask for. One counts as made only if
 * it is what would be made, or differs by former keys or older certificates alone.
 */
final class ExistingFile {

  /** Which keys of a guardian open an existing file. */
  private enum Access {
    CURRENT,
    /** The keys are current, and the certificates in the file are older. */
    RENEWED,
    FORMER,
    RETIRED,
    NONE
  }

  private final ProtectorVerifier verifier;

  ExistingFile(ProtectorVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * How {@code content} fits the line.
   *
   * @throws VerificationFailedException code {@code file-differs}, for a file of another owner or
   *     encoding, or one that another than its owner sealed: those are never made again
   */
  BatchResult.Fit compare(BatchJob.Ready job, byte[] content) throws KeywardException, IOException {
    ProtectorFile file = ProtectorFile.of(content);
    if (file.encoding() != job.line().encoding()) {
      throw differs(job, "a file in the encoding " + file.encoding().code());
    }
    VerifiedKeyProtector protector = verifier.verify(verifier.parse(file.single()));
    if (!isOwner(job.ownerHistory(), protector.owner()) || !protector.isSealedByOwner()) {
      throw differs(job, "a protector of another owner, or sealed by another");
    }
    List<Wrapping> granted = granted(protector);
    Map<String, Access> access = new LinkedHashMap<>();
    access.put(job.ownerHistory().name().toString(), access(granted, job.ownerHistory()));
    for (TrustedHistory guardian : job.guardians()) {
      access.put(guardian.history().name().toString(), access(granted, guardian.history()));
    }
    List<String> differences = new ArrayList<>();
    with(access, Access.RETIRED).forEach(name -> differences.add(name + " only by a retired key"));
    with(access, Access.NONE).forEach(name -> differences.add("no wrapping for " + name));
    int more = protector.wrappings().size() - job.guardians().size() - 1;
    if (more > 0) {
      differences.add(Text.count(more, "wrapping") + " more than the line asks for");
    }
    Set<Thumbprint> keys =
        protector.wrappings().stream()
            .map(wrapping -> Thumbprint.of(wrapping.transportKey().cipherValue()))
            .collect(Collectors.toSet());
    return new BatchResult.Fit(
        with(access, Access.FORMER), with(access, Access.RENEWED), differences, keys);
  }

  private static boolean isOwner(GuardianHistory owner, Wrapping wrapping) {
    return owner
        .signingKey(wrapping.signing())
        .filter(key -> key.state().isTakenToOpen())
        .isPresent();
  }

  private static List<String> with(Map<String, Access> all, Access access) {
    return all.keySet().stream().filter(name -> all.get(name) == access).toList();
  }

  private static Access access(List<Wrapping> granted, GuardianHistory guardian) {
    Optional<Wrapping> current =
        granted.stream()
            .filter(
                wrapping -> guardian.current().hasKeysOf(wrapping.signing(), wrapping.encryption()))
            .findFirst();
    if (current.isPresent()) {
      return hasCertificatesOf(guardian.current(), current.get()) ? Access.CURRENT : Access.RENEWED;
    }
    if (granted.stream().anyMatch(wrapping -> opens(guardian, wrapping))) {
      return Access.FORMER;
    }
    return granted.stream().anyMatch(wrapping -> isFor(guardian, wrapping))
        ? Access.RETIRED
        : Access.NONE;
  }

  private static boolean hasCertificatesOf(Guardian guardian, Wrapping wrapping) {
    return guardian.signing().equals(wrapping.signing())
        && guardian.encryption().equals(wrapping.encryption());
  }

  private static List<Wrapping> granted(VerifiedKeyProtector protector) {
    return protector.wrappings().stream()
        .filter(wrapping -> !protector.isDelegated(wrapping))
        .toList();
  }

  /** By keys that were not retired. */
  private static boolean opens(GuardianHistory guardian, Wrapping wrapping) {
    return isOwner(guardian, wrapping)
        && guardian
            .encryptionKey(wrapping.encryption())
            .filter(key -> key.state().isTakenToOpen())
            .isPresent();
  }

  private static boolean isFor(GuardianHistory guardian, Wrapping wrapping) {
    return guardian.signingKey(wrapping.signing()).isPresent()
        && guardian.encryptionKey(wrapping.encryption()).isPresent();
  }

  private static VerificationFailedException differs(BatchJob.Ready job, String found) {
    return new VerificationFailedException(fault(job, found));
  }

  /** Why a file for others is not kept, and what its user can do. */
  static VerificationFailedException differs(BatchJob.Ready job, BatchResult.Fit fit) {
    String found =
        "a protector for other guardians or keys: " + String.join(", ", fit.differences());
    return new VerificationFailedException(
        fault(job, found)
            .withHint(
                "keyward protector renew puts current keys in place of retired ones; --remake"
                    + " makes the file again, and state that was sealed under the old transport"
                    + " key no longer opens"));
  }

  private static Fault fault(BatchJob.Ready job, String found) {
    return Fault.of(
        "file-differs",
        job.line().fileName(),
        found,
        "the one that this line asks for, or no file");
  }
}
