package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.pkcs.KeyFile;
import dev.keyward.internal.crypto.pkcs.KeyFileContent;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A private key that belongs to its certificate, and where it was found. */
record FoundKey(GuardianCertificate certificate, PrivateKey key, String where) {

  /** All keys of a PKCS#12 or PEM file, at least one; each is tried against its certificate. */
  public static List<FoundKey> allIn(KeySource source) throws KeywardException {
    KeyFileContent content = content(source);
    List<FoundKey> found = allIn(content, source.where());
    if (found.isEmpty()) {
      throw new MalformedInputException(
          content.rest().stream()
              .findFirst()
              .orElseGet(
                  () ->
                      Fault.of(
                          "no-keys",
                          source.where(),
                          "no private key with a certificate",
                          "at least one")));
    }
    return found;
  }

  /** The keys among what a file holds; each is tried against its certificate. */
  static List<FoundKey> allIn(KeyFileContent content, String where) throws KeywardException {
    List<FoundKey> found = new ArrayList<>();
    for (KeyEntry entry : content.entries()) {
      FoundKey key = new FoundKey(GuardianCertificate.of(entry.certificate()), entry.key(), where);
      key.requireMatch();
      found.add(key);
    }
    return List.copyOf(found);
  }

  /** All that a PKCS#12 or PEM file holds. */
  static KeyFileContent content(KeySource source) throws KeywardException {
    return source.passphrase().isEmpty()
        ? KeyFile.open(source.content(), Optional.empty(), source.where())
        : source
            .passphrase()
            .get()
            .open(
                characters ->
                    KeyFile.open(source.content(), Optional.of(characters), source.where()));
  }

  /** Refuses a certificate that Keyward would not rely on in this role. */
  void requireFit(CertificateRole role) throws MalformedInputException {
    Optional<String> unfit = certificate.unsafeFor(role);
    if (unfit.isPresent()) {
      throw new MalformedInputException(
          Fault.of(
              "unfit-certificate",
              where + ": " + certificate.subject(),
              unfit.get(),
              "a certificate fit for " + role.name().toLowerCase(java.util.Locale.ROOT)));
    }
  }

  boolean isFit(CertificateRole role) {
    return certificate.unfitFor(role).isEmpty();
  }

  /** Whether the key belongs to the certificate, tried out. */
  boolean isMatch() throws KeywardException {
    return KeyFiles.belongs(key, certificate) && signsForCertificate();
  }

  private void requireMatch() throws KeywardException {
    if (!isMatch()) {
      throw new MalformedInputException(
          KeyUnusableException.mismatch(where + ": " + certificate.subject()));
    }
  }

  private boolean signsForCertificate() throws KeywardException {
    RsaEngine engine = RsaEngine.jdk();
    try {
      return engine.belongs(key, certificate.publicKey());
    } catch (KeyUnusableException e) {
      // A key whose parts contradict each other cannot even sign.
      return false;
    }
  }
}
