package dev.keyward.internal.crypto.pkcs;

import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.KeyEntry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Writes one PKCS#12 file. */
final class Pkcs12Writer {

  private static final int SALT_SIZE = 16;

  private final char[] passphrase;
  private final Pkcs12.Encryption encryption;
  private final int iterations;
  private final SecureRandom random;

  Pkcs12Writer(
      char[] passphrase, Pkcs12.Encryption encryption, int iterations, SecureRandom random) {
    this.passphrase = passphrase;
    this.encryption = encryption;
    this.iterations = iterations;
    this.random = random;
  }

  byte[] write(List<KeyEntry> entries) {
    ASN1EncodableVector certificates = new ASN1EncodableVector();
    ASN1EncodableVector keys = new ASN1EncodableVector();
    try {
      for (KeyEntry entry : entries) {
        certificates.add(certificateBag(entry));
        keys.add(keyBag(entry));
      }
      // Certificates are public; the MAC keeps them from being changed. To encrypt them would cost
      // every reader one more derivation, and hide what lies beside the file in clear anyway.
      ContentInfo[] contents = {data(new DERSequence(certificates)), data(new DERSequence(keys))};
      byte[] safe = new AuthenticatedSafe(contents).getEncoded(ASN1Encoding.DER);
      boolean aes = encryption.isAes();
      ASN1ObjectIdentifier digest =
          aes ? NISTObjectIdentifiers.id_sha256 : OIWObjectIdentifiers.idSHA1;
      ContentInfo content = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(safe));
      return new Pfx(content, Pkcs12Mac.make(digest, passphrase, salted(), safe))
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private static ContentInfo data(DERSequence safeContents) throws IOException {
    return new ContentInfo(
        PKCSObjectIdentifiers.data, new DEROctetString(safeContents.getEncoded(ASN1Encoding.DER)));
  }

  private static SafeBag certificateBag(KeyEntry entry)
      throws IOException, GeneralSecurityException {
    CertBag bag =
        new CertBag(
            PKCSObjectIdentifiers.x509Certificate,
            new DEROctetString(entry.certificate().getEncoded()));
    return new SafeBag(PKCSObjectIdentifiers.certBag, bag, attributes(entry));
  }

  private SafeBag keyBag(KeyEntry entry) throws GeneralSecurityException {
    byte[] plain = entry.key().getEncoded();
    if (plain == null) {
      throw new IllegalArgumentException("the private key cannot be written");
    }
    try {
      EncryptedPrivateKeyInfo encrypted = encryption.isAes() ? aes256(plain) : tripleDes(plain);
      return new SafeBag(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, encrypted, attributes(entry));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private EncryptedPrivateKeyInfo aes256(byte[] plain) {
    PassphraseCipher cipher = PassphraseCipher.AES_256;
    PassphraseKeys.Salted salted = salted();
    byte[] vector = randomBytes(cipher.blockSize());
    byte[] key = PassphraseKeys.pbkdf2("HmacSHA256", passphrase, salted, cipher.keySize());
    try {
      AlgorithmIdentifier prf =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
      PBES2Parameters parameters =
          new PBES2Parameters(
              new KeyDerivationFunc(
                  PKCSObjectIdentifiers.id_PBKDF2,
                  new PBKDF2Params(salted.salt(), salted.iterations(), prf)),
              new EncryptionScheme(
                  NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(vector)));
      return new EncryptedPrivateKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
          cipher.encrypt(key, vector, plain));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private EncryptedPrivateKeyInfo tripleDes(byte[] plain) {
    PassphraseCipher cipher = PassphraseCipher.TRIPLE_DES;
    PassphraseKeys.Salted salted = salted();
    byte[] bmp = PassphraseKeys.bmp(passphrase);
    ParametersWithIV derived =
        PassphraseKeys.pkcs12Cipher(bmp, salted, cipher.keySize(), cipher.blockSize());
    byte[] key = ((KeyParameter) derived.getParameters()).getKey();
    try {
      return new EncryptedPrivateKeyInfo(
          new AlgorithmIdentifier(
              PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
              new PKCS12PBEParams(salted.salt(), salted.iterations())),
          cipher.encrypt(key, derived.getIV(), plain));
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(bmp, (byte) 0);
    }
  }

  private static DERSet attributes(KeyEntry entry) throws GeneralSecurityException {
    byte[] id = Jdk.digest("SHA-256").digest(entry.certificate().getEncoded());
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    if (!entry.name().isEmpty()) {
      attributes.add(
          attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(entry.name())));
    }
    attributes.add(attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(id)));
    return new DERSet(attributes);
  }

  private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
  }

  private PassphraseKeys.Salted salted() {
    return new PassphraseKeys.Salted(randomBytes(SALT_SIZE), iterations);
  }

  private byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
