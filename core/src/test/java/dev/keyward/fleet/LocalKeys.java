package dev.keyward.fleet;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.matrix.HostModes;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Guardians of Hyper-V hosts in local mode, and hosts that have some of their keys. Test-only. */
public final class LocalKeys {

  public static final int GUARDIANS = 6;

  private static final List<WrappingCertificates> POOL = pool();

  private static List<WrappingCertificates> pool() {
    List<WrappingCertificates> pool = new ArrayList<>();
    for (int i = 0; i < GUARDIANS; i++) {
      pool.add(
          new WrappingCertificates(
              certificate(2 * i, "Signing", i, TestKeys.SIGNS),
              certificate(2 * i + 1, "Encryption", i, TestKeys.ENCRYPTS)));
    }
    return pool;
  }

  private static GuardianCertificate certificate(int key, String role, int number, int usage) {
    String name = "Shielded VM " + role + " Certificate (UntrustedGuardian) (G" + number + ")";
    return TestKeys.selfSigned(TestKeys.publicOnly(key), TestKeys.Wish.of(name, usage));
  }

  /** The two certificates of a guardian. */
  public WrappingCertificates guardian(int number) {
    return POOL.get(number);
  }

  /** What a host may have of a guardian. */
  enum Had {
    KEY(Optional.of(true), CertificateStore.SHIELDED),
    CERTIFICATE(Optional.of(false), CertificateStore.SHIELDED),
    UNKNOWN(Optional.empty(), CertificateStore.SHIELDED),
    MY(Optional.of(true), CertificateStore.MY);

    private final Optional<Boolean> key;
    private final CertificateStore store;

    Had(Optional<Boolean> key, CertificateStore store) {
      this.key = key;
      this.store = store;
    }
  }

  /** Adds both halves of a guardian to what was collected of a host. */
  void add(MatrixDraft draft, String host, int guardian, Had had) {
    WrappingCertificates pair = guardian(guardian);
    draft.certificate(host, new HostCertificate(pair.signing(), had.key, had.store));
    draft.certificate(host, new HostCertificate(pair.encryption(), had.key, had.store));
  }

  /** A host with keys as chance has them; of some hosts nothing was collected. */
  LocalHost host(String name, Random random) {
    MatrixDraft draft = new MatrixDraft();
    draft.mode(new HostModes.Said(Optional.of(name), HostMode.LOCAL));
    if (random.nextInt(6) > 0) {
      draft.collected(name);
      for (int guardian = 0; guardian < GUARDIANS; guardian++) {
        if (random.nextInt(3) == 0) {
          add(draft, name, guardian, Had.values()[Math.max(0, random.nextInt(6) - 2)]);
        }
      }
    }
    return draft.host(name);
  }
}
