package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.KeyProviders;
import dev.keyward.crypto.outside.LastingKeys;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import dev.keyward.secret.Passphrase;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Gets single private keys out of the files of a service, or out of the devices where they are.
 *
 * @param passphrase of the files, or the PIN of the devices
 * @param where the folder, for errors
 */
record HgsUnlocking(HgsFiles files, Passphrase passphrase, String where) {

  /** The key of any certificate of the service, enabled or not. */
  HgsKeyMaker.HgsKey key(HgsCertificate each) throws KeywardException {
    return new HgsKeyMaker.HgsKey(each.use(), entry(each.certificate()));
  }

  /** The same; a device must be there. */
  KeyEntry entry(GuardianCertificate certificate) throws KeywardException {
    return entry(
        certificate, (reference, key, pin) -> KeyProviders.installed().find(reference, key, pin));
  }

  /** The same for a service: a device may be away for a while. */
  KeyEntry lasting(GuardianCertificate certificate) throws KeywardException {
    return entry(
        certificate, (reference, key, pin) -> LastingKeys.installed().find(reference, key, pin));
  }

  @FunctionalInterface
  private interface Devices {
    OutsideKey find(KeyReference reference, PublicKey key, Passphrase pin) throws KeywardException;
  }

  private KeyEntry entry(GuardianCertificate certificate, Devices devices) throws KeywardException {
    HgsKeyFile file = file(certificate);
    String place = where + ": " + file.name(certificate.thumbprint());
    if (!file.isReference()) {
      return inFile(certificate, file.content(), place);
    }
    OutsideKey key = devices.find(file.reference(place), certificate.publicKey(), passphrase);
    return new KeyEntry(certificate.subject(), key, certificate.x509());
  }

  private KeyEntry inFile(GuardianCertificate certificate, byte[] content, String place)
      throws KeywardException {
    Pkcs12.requireForm(content, place);
    // What it opens to is a pair whose halves belong together: the reader sees to that.
    List<KeyEntry> found = passphrase.open(characters -> Pkcs12.decode(content, characters, place));
    return found.stream()
        .filter(entry -> entry.certificate().equals(certificate.x509()))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedInputException(
                    Fault.of("damaged-service", place, "no private key of the certificate", "it")));
  }

  /** The file of that certificate's key. */
  HgsKeyFile file(GuardianCertificate certificate) throws MalformedInputException {
    return files.key(certificate).orElseThrow(() -> lost(certificate, where));
  }

  /** The error about a certificate whose key is not in the folder any more. */
  static MalformedInputException lost(GuardianCertificate certificate, String where) {
    Thumbprint thumbprint = certificate.thumbprint();
    return new MalformedInputException(
        Fault.of(
                HgsDamage.KIND.code(),
                where + ": " + HgsKeyFile.names(thumbprint).get(0),
                "no file: the key was lost before the certificate was disabled",
                "the key")
            .withHint("make another one: keyward hgs certificate add DIR --use USE"));
  }

  /** The keys of all encryption certificates, of disabled ones too. */
  List<OpeningKey> openers() throws KeywardException {
    HgsDescription service = files.description();
    HgsCertificate signing =
        service.primary(CertificateUse.SIGNING).orElseThrow(service::noPrimary);
    PrivateKey signer = entry(signing.certificate()).key();
    List<OpeningKey> openers = new ArrayList<>();
    for (HgsCertificate each : service.certificates()) {
      if (each.use() == CertificateUse.ENCRYPTION && files.key(each.certificate()).isPresent()) {
        GuardianCertificates certificates =
            new GuardianCertificates(
                service.name(), signing.certificate(), each.certificate(), List.of());
        PrivateKey key = entry(each.certificate()).key();
        openers.add(GuardianMaker.assemble(certificates, signer, key, RsaEngine.jdk()).opening());
      }
    }
    return openers;
  }
}
