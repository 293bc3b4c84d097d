package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a record of {@code keyward.guardian/1}, which knew one generation. Its files {@code
 * other-N.cer} are signing certificates of two kinds: those that the metadata lists, which are
 * claims, and those that an update or a renewal replaced, which were the guardian's own. It kept
 * them without a bound: only the latest are taken, and how many more there are is told.
 */
record FirstRecordReader(Path folder, RecordText text, RsaEngine engine) {

  private static final int MOST_OTHERS = 1000;

  /**
   * The guardian.
   *
   * @throws IllegalArgumentException for a record of another form
   */
  StoredGuardian read() throws IOException, KeywardException {
    List<GuardianCertificate> others = new ArrayList<>();
    int count = text.number("others", 0, MOST_OTHERS);
    for (int i = 1; i <= count; i++) {
      others.add(GuardianFiles.certificate(folder, "public/other-" + i + ".cer"));
    }
    List<GuardianCertificate> listed = listed(others);
    Guardian guardian = guardian(listed);
    List<GuardianCertificate> former =
        others.stream()
            .filter(other -> !listed.contains(other) || guardian.hasSigningKeyOf(other))
            .toList();
    Set<Thumbprint> kept = latest(guardian, former);
    GuardianHistory history = GuardianHistory.of(guardian);
    Set<Thumbprint> passedOver = new HashSet<>();
    for (GuardianCertificate other : former) {
      if (kept.contains(other.keyThumbprint())) {
        history = history.withKey(CertificateRole.SIGNING, other, KeyState.FORMER);
      } else {
        passedOver.add(other.keyThumbprint());
      }
    }
    TrustedGuardian trusted = new TrustedGuardian(guardian, text.trust(""));
    return new StoredGuardian(
        history,
        List.of(new StoredGuardian.Generation(trusted, text.flag("keys"))),
        passedOver.size());
  }

  /** That version kept as many as there were: the last ones are the latest. */
  private static Set<Thumbprint> latest(Guardian guardian, List<GuardianCertificate> former) {
    Set<Thumbprint> keys = new HashSet<>(Set.of(guardian.signing().keyThumbprint()));
    for (int at = former.size() - 1; at >= 0; at--) {
      if (keys.size() < GuardianHistory.MOST_GENERATIONS) {
        keys.add(former.get(at).keyThumbprint());
      }
    }
    return keys;
  }

  private Guardian guardian(List<GuardianCertificate> listed) throws IOException, KeywardException {
    GuardianCertificates certificates =
        new GuardianCertificates(
            GuardianName.parse(text.get("name")),
            GuardianFiles.certificate(folder, GuardianFiles.SIGNING),
            GuardianFiles.certificate(folder, GuardianFiles.ENCRYPTION),
            listed);
    // Checked again: a certificate that somebody put here in place of another gets no access.
    return Guardian.vouched(certificates, text.signature(""), engine);
  }

  /** Those that the stored metadata lists; all of them, where that can no longer be read. */
  private List<GuardianCertificate> listed(List<GuardianCertificate> others) throws IOException {
    if (others.isEmpty()) {
      return List.of();
    }
    String file = GuardianFiles.metadata("");
    try {
      // What was taken once with a pin may be signed with SHA-1.
      List<GuardianCertificate> claims =
          GuardianMetadata.parsePinned(GuardianFiles.read(folder, file), file, engine)
              .otherSigning();
      return others.stream().filter(claims::contains).toList();
    } catch (KeywardException e) {
      return others;
    }
  }
}
