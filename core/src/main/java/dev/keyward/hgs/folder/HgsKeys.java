package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import dev.keyward.secret.Passphrase;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A service at one moment: what it is, the private keys of all certificates that are enabled, and
 * the metadata. Java offers no way to wipe the keys.
 */
public final class HgsKeys {

  private final HgsDescription description;
  private final Map<Thumbprint, KeyEntry> keys;
  private final Optional<byte[]> metadata;

  private HgsKeys(
      HgsDescription description, Map<Thumbprint, KeyEntry> keys, Optional<byte[]> metadata) {
    this.description = description;
    this.keys = Map.copyOf(keys);
    this.metadata = metadata;
  }

  /** Of a service whose keys were made just now; without metadata. */
  static HgsKeys of(HgsDescription description, List<HgsKeyMaker.HgsKey> made) {
    Map<Thumbprint, KeyEntry> keys = new HashMap<>();
    made.forEach(key -> keys.put(key.certificate().keyThumbprint(), key.entry()));
    return new HgsKeys(description, keys, Optional.empty());
  }

  static HgsKeys of(HgsFiles files, Passphrase passphrase, Optional<HgsKeys> before, String where)
      throws KeywardException {
    Map<Thumbprint, KeyEntry> keys = new HashMap<>();
    for (HgsCertificate each : files.description().certificates()) {
      GuardianCertificate certificate = each.certificate();
      Optional<KeyEntry> known = before.flatMap(old -> old.entry(certificate));
      if (each.isEnabled()) {
        keys.put(
            certificate.keyThumbprint(),
            known.isPresent() ? known.get() : unlock(files, certificate, passphrase, where));
      }
    }
    return new HgsKeys(files.description(), keys, files.metadata());
  }

  /**
   * The same with one key only: that which signs metadata, or, where there is none, any other, so
   * that a wrong passphrase is noticed.
   */
  static HgsKeys opening(HgsFiles files, Passphrase passphrase, String where)
      throws KeywardException {
    HgsDescription description = files.description();
    Optional<HgsCertificate> one =
        description
            .primary(CertificateUse.SIGNING)
            .or(
                () ->
                    description.certificates().stream()
                        .filter(HgsCertificate::isEnabled)
                        .findFirst());
    Map<Thumbprint, KeyEntry> keys = new HashMap<>();
    if (one.isPresent()) {
      GuardianCertificate certificate = one.get().certificate();
      keys.put(certificate.keyThumbprint(), unlock(files, certificate, passphrase, where));
    }
    return new HgsKeys(description, keys, files.metadata());
  }

  /** The key of any certificate of the service, enabled or not. */
  static HgsKeyMaker.HgsKey unlock(
      HgsFiles files, HgsCertificate each, Passphrase passphrase, String directory)
      throws KeywardException {
    KeyEntry entry = unlock(files, each.certificate(), passphrase, directory);
    return new HgsKeyMaker.HgsKey(each.use(), entry);
  }

  /** The keys of all encryption certificates, of disabled ones too. */
  static List<OpeningKey> openers(HgsFiles files, Passphrase passphrase, String where)
      throws KeywardException {
    HgsDescription service = files.description();
    HgsCertificate signing =
        service.primary(CertificateUse.SIGNING).orElseThrow(service::noPrimary);
    PrivateKey signer = unlock(files, signing.certificate(), passphrase, where).key();
    List<OpeningKey> openers = new ArrayList<>();
    for (HgsCertificate each : service.certificates()) {
      if (each.use() == CertificateUse.ENCRYPTION) {
        GuardianCertificates certificates =
            new GuardianCertificates(
                service.name(), signing.certificate(), each.certificate(), List.of());
        PrivateKey key = unlock(files, each.certificate(), passphrase, where).key();
        openers.add(GuardianMaker.assemble(certificates, signer, key, RsaEngine.jdk()).opening());
      }
    }
    return openers;
  }

  private static KeyEntry unlock(
      HgsFiles files, GuardianCertificate certificate, Passphrase passphrase, String directory)
      throws KeywardException {
    Thumbprint thumbprint = certificate.thumbprint();
    String where = directory + ": " + HgsFiles.keyFile(thumbprint);
    byte[] file =
        Objects.requireNonNull(files.keys().get(thumbprint), "each certificate has a key file");
    // What it opens to is a pair whose halves belong together: the reader sees to that.
    List<KeyEntry> found = passphrase.open(characters -> Pkcs12.decode(file, characters, where));
    return found.stream()
        .filter(entry -> entry.certificate().equals(certificate.x509()))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedInputException(
                    Fault.of("damaged-service", where, "no private key of the certificate", "it")));
  }

  /** What the service is. */
  public HgsDescription description() {
    return description;
  }

  /** The signed metadata; empty where a primary certificate is missing. */
  public Optional<byte[]> metadata() {
    return metadata.map(byte[]::clone);
  }

  private Optional<KeyEntry> entry(GuardianCertificate certificate) {
    return Optional.ofNullable(keys.get(certificate.keyThumbprint()));
  }

  /** The private key for that certificate's, if it is an enabled one of that use. */
  public Optional<PrivateKey> key(CertificateUse use, GuardianCertificate certificate) {
    boolean ours =
        description.enabled(use).anyMatch(each -> each.certificate().sameKeyAs(certificate));
    return ours ? entry(certificate).map(KeyEntry::key) : Optional.empty();
  }

  /** The signed metadata; empty where there are no primary certificates to publish. */
  Optional<byte[]> published(RsaEngine engine) throws KeyUnusableException {
    Optional<SigningKey> publisher = publisher(engine);
    return publisher.isPresent()
        ? Optional.of(GuardianMetadata.create(publisher.get(), engine).bytes())
        : Optional.empty();
  }

  /** The key that signs metadata, as the guardian that is published; empty without primaries. */
  public Optional<SigningKey> publisher(RsaEngine engine) throws KeyUnusableException {
    Optional<HgsCertificate> signing = description.primary(CertificateUse.SIGNING);
    Optional<HgsCertificate> encryption = description.primary(CertificateUse.ENCRYPTION);
    if (signing.isEmpty() || encryption.isEmpty()) {
      return Optional.empty();
    }
    GuardianCertificate signs = signing.get().certificate();
    GuardianCertificate opens = encryption.get().certificate();
    PrivateKey key = entry(signs).orElseThrow().key();
    List<GuardianCertificate> others =
        description
            .enabled(CertificateUse.SIGNING)
            .map(HgsCertificate::certificate)
            .filter(each -> !each.equals(signs))
            .toList();
    return Optional.of(
        GuardianMaker.signer(
            new GuardianCertificates(description.name(), signs, opens, others), key, engine));
  }

  /** The name only. */
  @Override
  public String toString() {
    return "HgsKeys(" + description.name() + ")";
  }
}
