package dev.keyward.hgs.folder;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.secret.Passphrase;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service at one moment: what it is, the private keys of all certificates that are enabled, and
 * the metadata. Java offers no way to wipe the keys.
 */
public final class HgsKeys {

  private static final HgsNumber NONE = HgsManifest.ofBefore(Map.of()).number();

  private final HostRecords records;
  private final HgsDescription description;
  private final Map<Thumbprint, OpenedKey> keys;
  private final Optional<byte[]> metadata;
  private final List<HgsPolicy> policies;
  private final HgsNumber number;

  /** With what a state has beside its keys; of the files only what is public is kept. */
  private HgsKeys(
      HgsFiles files, Map<Thumbprint, OpenedKey> keys, HgsNumber number, String directory) {
    this.records = new HostRecords(Path.of(directory));
    this.description = files.description();
    this.keys = Map.copyOf(keys);
    this.metadata = files.metadata();
    this.policies = files.policies();
    this.number = number;
  }

  /**
   * A key, and the SHA-256 of the file that it came from.
   *
   * @param isCurrent whether the passphrase opened the file that is there now
   */
  private record OpenedKey(KeyEntry entry, Thumbprint file, boolean isCurrent) {}

  /** Of a service whose keys were made just now; without metadata. */
  static HgsKeys of(HgsDescription description, List<HgsKeyMaker.HgsKey> made, String directory) {
    Map<Thumbprint, OpenedKey> keys = new HashMap<>();
    made.forEach(key -> keys.put(key.certificate().keyThumbprint(), made(key.entry())));
    HgsFiles files = new HgsFiles(description, Map.of(), Optional.empty(), List.of());
    return new HgsKeys(files, keys, NONE, directory);
  }

  private static OpenedKey made(KeyEntry entry) {
    return new OpenedKey(entry, Thumbprint.of(new byte[0]), true);
  }

  /**
   * Opens the keys of all enabled certificates whose files are not those that {@code before} knows.
   * A manifest says that a file is as it was written: if the passphrase does not open it then, the
   * passphrase was changed, and a key that is known already stays.
   */
  static HgsKeys of(HgsStored stored, Passphrase passphrase, Optional<HgsKeys> before, String where)
      throws KeywardException {
    Map<Thumbprint, OpenedKey> keys = new HashMap<>();
    Map<Thumbprint, BadPassphraseException> closed = new LinkedHashMap<>();
    for (HgsCertificate each : stored.files().description().certificates()) {
      if (each.isEnabled() && closed.size() < HgsKeyCheck.MOST_CLOSED) {
        try {
          GuardianCertificate certificate = each.certificate();
          keys.put(
              certificate.keyThumbprint(),
              opened(stored, certificate, passphrase, new Known(before, where)));
        } catch (BadPassphraseException e) {
          if (stored.files().key(each.certificate()).filter(HgsKeyFile::isReference).isPresent()) {
            throw e;
          }
          closed.put(each.certificate().thumbprint(), e);
        }
      }
    }
    if (!closed.isEmpty()) {
      throw keys.isEmpty() ? closed.values().iterator().next() : HgsDamage.closed(closed);
    }
    return new HgsKeys(stored.files(), keys, stored.number(), where);
  }

  /** What is known already, and the folder for errors. */
  private record Known(Optional<HgsKeys> before, String where) {}

  private static OpenedKey opened(
      HgsStored stored, GuardianCertificate certificate, Passphrase passphrase, Known known)
      throws KeywardException {
    Optional<OpenedKey> old =
        known.before().map(keys -> keys.keys.get(certificate.keyThumbprint()));
    HgsUnlocking unlocking = new HgsUnlocking(stored.files(), passphrase, known.where());
    HgsKeyFile file = unlocking.file(certificate);
    Thumbprint digest = Thumbprint.of(file.content());
    if (old.isPresent() && old.get().file().equals(digest)) {
      return old.get();
    }
    try {
      KeyEntry entry = unlocking.lasting(certificate);
      return new OpenedKey(entry, digest, true);
    } catch (BadPassphraseException e) {
      if (old.isPresent() && stored.number().isCounted()) {
        return new OpenedKey(old.get().entry(), digest, false);
      }
      throw e;
    } catch (MalformedInputException e) {
      throw stored.advised(e, file.name(certificate.thumbprint()));
    }
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
    Map<Thumbprint, OpenedKey> keys = new HashMap<>();
    if (one.isPresent()) {
      GuardianCertificate certificate = one.get().certificate();
      keys.put(
          certificate.keyThumbprint(),
          made(new HgsUnlocking(files, passphrase, where).entry(certificate)));
    }
    return new HgsKeys(files, keys, NONE, where);
  }

  /** What the service is. */
  public HgsDescription description() {
    return description;
  }

  /** The signed metadata; empty where a primary certificate is missing. */
  public Optional<byte[]> metadata() {
    return metadata.map(byte[]::clone);
  }

  /** What is known of measured hosts, beside the state. */
  public HostRecords hostRecords() {
    return records;
  }

  /** What measured hosts must keep. */
  public List<HgsPolicy> policies() {
    return policies;
  }

  /** Which state of the service it is; number 0 where its folder has no manifest. */
  public HgsNumber number() {
    return number;
  }

  /** Whether a file that is there now has another passphrase, and the key is from before. */
  public boolean hasOtherPassphrase() {
    return !keys.values().stream().allMatch(OpenedKey::isCurrent);
  }

  private Optional<KeyEntry> entry(GuardianCertificate certificate) {
    return Optional.ofNullable(keys.get(certificate.keyThumbprint())).map(OpenedKey::entry);
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
