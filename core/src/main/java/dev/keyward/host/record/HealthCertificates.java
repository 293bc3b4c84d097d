package dev.keyward.host.record;

import dev.keyward.KeywardException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The health certificates that a host has, one for each service, by the URL of its attestation: so
 * that they are still right when a primary becomes a fallback.
 */
public final class HealthCertificates {

  /** What is about to expire is not used: it must still be valid when it arrives. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final int MOST_BYTES = 1 << 16;

  private final Path folder;

  /** Those in that folder, which need not exist. */
  public HealthCertificates(Path folder) {
    this.folder = folder;
  }

  /** The certificate that this service issued for {@code key}, unless it expires. */
  public Optional<GuardianCertificate> find(HgsAddress address, PublicKey key, Instant now)
      throws IOException {
    Path file = file(address);
    try {
      byte[] der = SafeFiles.readAtMost(file, MOST_BYTES);
      return Optional.of(GuardianCertificate.parse(der, file.toString()))
          .filter(each -> each.certifies(key))
          .filter(each -> each.isCurrentAt(now) && each.isCurrentAt(now.plus(MARGIN)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (KeywardException e) {
      // Damaged or not, the service can issue another.
      return Optional.empty();
    }
  }

  /** Keeps the certificate of this service, in place of an older one. */
  public void keep(HgsAddress address, GuardianCertificate certificate) throws IOException {
    SafeFiles.createOwnerFolder(folder);
    KeptFile.replace(file(address), certificate.der());
  }

  /** Removes the certificate of this service. */
  public void forget(HgsAddress address) throws IOException {
    KeptFile.setAside(file(address));
    Patience.SYSTEM.delete(file(address));
  }

  /** Where the certificate of this service lies. */
  public Path file(HgsAddress address) {
    byte[] url = address.attestation().toString().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(Thumbprint.of(url) + ".cer");
  }
}
