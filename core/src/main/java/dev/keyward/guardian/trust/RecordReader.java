package dev.keyward.guardian.trust;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link RecordWriter} wrote. */
final class RecordReader {

  private static final int MOST_LISTED = 1000;

  private final Path folder;
  private final RecordText text;
  private final RsaEngine engine;
  private final Map<Thumbprint, GuardianCertificate> known = new HashMap<>();
  private long memory;

  RecordReader(Path folder, RecordText text, RsaEngine engine) {
    this.folder = folder;
    this.text = text;
    this.engine = engine;
  }

  /**
   * The guardian.
   *
   * @throws IllegalArgumentException for a record of another form
   */
  StoredGuardian read() throws IOException, KeywardException {
    keep(GuardianFiles.SIGNING);
    keep(GuardianFiles.ENCRYPTION);
    GuardianName name = GuardianName.parse(text.get("name"));
    List<StoredGuardian.Generation> generations = new ArrayList<>();
    int count = text.number("generations", 1, GuardianHistory.MOST_GENERATIONS);
    for (int i = 0; i < count; i++) {
      generations.add(generation(name, "generation." + i + "."));
    }
    GuardianHistory history =
        GuardianHistory.kept(
            generations.stream().map(StoredGuardian.Generation::guardian).toList(),
            keys("signing."),
            keys("encryption."));
    if (text.find("inherited.keys").isPresent()) {
      history = history.inheriting(keys("inherited."));
    }
    return new StoredGuardian(history, generations);
  }

  private StoredGuardian.Generation generation(GuardianName name, String prefix)
      throws IOException, KeywardException {
    GuardianCertificates certificates =
        new GuardianCertificates(
            name,
            certificate(text.thumbprint(prefix + "signing")),
            certificate(text.thumbprint(prefix + "encryption")),
            certificates(text.thumbprints(prefix + "listed", MOST_LISTED)));
    // Checked again: a certificate that somebody put here in place of another gets no access.
    Guardian guardian = Guardian.vouched(certificates, text.signature(prefix), engine);
    return new StoredGuardian.Generation(
        new TrustedGuardian(guardian, text.trust(prefix)), text.flag(prefix + "keys"));
  }

  private List<KnownKey> keys(String role) throws IOException, KeywardException {
    List<KnownKey> keys = new ArrayList<>();
    int count = text.number(role + "keys", 1, GuardianHistory.MOST_GENERATIONS);
    for (int i = 0; i < count; i++) {
      String prefix = role + i + ".";
      keys.add(
          new KnownKey(
              certificates(text.thumbprints(prefix + "certificates", KnownKey.MOST_CERTIFICATES)),
              KeyState.forCode(text.get(prefix + "state")),
              text.flag(prefix + "compromised"),
              text.moment(prefix + "replaced"),
              text.moment(prefix + "retired")));
    }
    return keys;
  }

  private List<GuardianCertificate> certificates(List<Thumbprint> prints)
      throws IOException, KeywardException {
    List<GuardianCertificate> certificates = new ArrayList<>();
    for (Thumbprint print : prints) {
      certificates.add(certificate(print));
    }
    return certificates;
  }

  private GuardianCertificate certificate(Thumbprint print) throws IOException, KeywardException {
    if (!known.containsKey(print)) {
      keep(GuardianFiles.certificate(print));
    }
    GuardianCertificate certificate = known.get(print);
    if (certificate == null) {
      throw new IllegalArgumentException("another certificate under " + print);
    }
    return certificate;
  }

  private void keep(String file) throws IOException, KeywardException {
    GuardianCertificate certificate = GuardianFiles.certificate(folder, file);
    memory += certificate.memory();
    if (memory > GuardianHistory.MOST_MEMORY) {
      throw new IllegalArgumentException("certificates of " + memory + " bytes in memory");
    }
    known.put(certificate.thumbprint(), certificate);
  }
}
