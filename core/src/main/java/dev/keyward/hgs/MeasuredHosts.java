package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.internal.crypto.certificate.CertificateBundle;
import dev.keyward.tpm.structure.EndorsementCertificate;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which registered host a TPM is. Where the first TPM takes a name, the records say which one has
 * taken it. Holds for one state of the service: removing a host makes another.
 */
final class MeasuredHosts {

  private final HgsDescription service;
  private final HostRecords records;
  private final Map<GuardianName, HostPublicKey> taken = new ConcurrentHashMap<>();

  MeasuredHosts(HgsDescription service, HostRecords records) {
    this.service = service;
    this.records = records;
  }

  HgsDescription service() {
    return service;
  }

  HostRecords records() {
    return records;
  }

  /**
   * The host of a key: the key is registered for the host, or its TPM has taken the host's name.
   */
  Optional<RegisteredHost> having(Thumbprint key) throws IOException, KeywardException {
    Optional<RegisteredHost> registered = service.host(key);
    if (registered.isPresent()) {
      return registered;
    }
    for (RegisteredHost host : service.hosts()) {
      if (host.proof() instanceof HostProof.FirstTpm && hasTaken(host, key)) {
        return Optional.of(host);
      }
    }
    return Optional.empty();
  }

  private boolean hasTaken(RegisteredHost host, Thumbprint key)
      throws IOException, KeywardException {
    return holder(host).filter(holder -> holder.digest().equals(key)).isPresent();
  }

  private Optional<HostPublicKey> holder(RegisteredHost host) throws IOException, KeywardException {
    HostPublicKey known = taken.get(host.name());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<HostPublicKey> recorded = records.endorsementKey(host.name());
    recorded.ifPresent(key -> taken.put(host.name(), key));
    return recorded;
  }

  /** The first host that no TPM has taken, and whose authorities issued that certificate. */
  Optional<RegisteredHost> free(EndorsementCertificate certificate, Instant now)
      throws IOException, KeywardException {
    Map<List<GuardianCertificate>, Boolean> judged = new HashMap<>();
    for (RegisteredHost host : service.hosts()) {
      if (host.proof() instanceof HostProof.FirstTpm first
          && judged.computeIfAbsent(
              first.authorities(), authorities -> leads(certificate, authorities, now))
          && holder(host).isEmpty()) {
        return Optional.of(host);
      }
    }
    return Optional.empty();
  }

  private static boolean leads(
      EndorsementCertificate certificate, List<GuardianCertificate> authorities, Instant now) {
    byte[] bundle =
        CertificateBundle.encode(authorities.stream().map(GuardianCertificate::x509).toList());
    try {
      certificate.requireChain(bundle, "authorities", now);
      return true;
    } catch (KeywardException e) {
      return false;
    }
  }
}
