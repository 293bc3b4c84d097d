package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.certificate.Certificates;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * Reads one PKCS#12 file (RFC 7292): the MAC first, then the bags. Unchecked exceptions of Bouncy
 * Castle mean a malformed file; {@link Pkcs12} turns them into ours.
 */
final class Pkcs12Reader {

  private final PassphraseDecryption decryption;
  private final String where;
  private final List<Key> keys = new ArrayList<>();
  private final List<Certificate> certificates = new ArrayList<>();
  private final List<Fault> rest = new ArrayList<>();
  private int bags;

  private record Key(PrivateKey key, BagAttributes attributes) {}

  private record Certificate(X509Certificate certificate, BagAttributes attributes) {}

  Pkcs12Reader(PassphraseDecryption decryption) {
    this.decryption = decryption;
    this.where = decryption.where();
  }

  KeyFileContent read(byte[] file)
      throws IOException,
          MalformedInputException,
          UnsupportedFormatException,
          BadPassphraseException {
    Pfx pfx = form(file);
    if (!pfx.getAuthSafe().getContentType().equals(PKCSObjectIdentifiers.data)) {
      throw KeyFileFaults.unknown(where, "a file that is sealed by a signature", "one with a MAC");
    }
    byte[] safe = octets(pfx.getAuthSafe().getContent());
    // A file without a MAC is let through: its keys must still fit their certificates.
    if (pfx.getMacData() != null && !Pkcs12Mac.matches(pfx.getMacData(), safe, decryption)) {
      throw DomainProtection.isIn(safe)
          ? DomainProtection.noPassphrase(where)
          : KeyFileFaults.wrongPassphrase(where);
    }
    ASN1Sequence contents = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(safe));
    KeyFileFaults.checkParts(contents.size(), where);
    for (ASN1Encodable content : contents) {
      readContent(ContentInfo.getInstance(content));
    }
    return content();
  }

  /** The outermost structure, which needs no passphrase. */
  static Pfx form(byte[] file) throws IOException {
    Pfx form = Pfx.getInstance(beforeZeros(file));
    if (form == null) {
      throw new IOException("no bytes");
    }
    return form;
  }

  /** Windows fills some files up with zeros. Other bytes behind the end make it no such file. */
  private static ASN1Primitive beforeZeros(byte[] file) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(file)) {
      ASN1Primitive first = in.readObject();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != 0) {
          throw new IOException("bytes behind the end");
        }
      }
      return first;
    }
  }

  private void readContent(ContentInfo content)
      throws IOException,
          MalformedInputException,
          UnsupportedFormatException,
          BadPassphraseException {
    if (content.getContentType().equals(PKCSObjectIdentifiers.data)) {
      byte[] plain = octets(content.getContent());
      readBags(ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(plain)));
    } else if (content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
      EncryptedData encrypted = EncryptedData.getInstance(content.getContent());
      byte[] plain =
          decryption.decrypt(
              encrypted.getEncryptionAlgorithm(), encrypted.getContent().getOctets());
      readBags(decrypted(plain));
    } else {
      throw KeyFileFaults.unknown(
          where, "content of type " + content.getContentType(), "data or encrypted data");
    }
  }

  /** What a wrong key makes of a text is no ASN.1, whatever its padding looks like. */
  private ASN1Sequence decrypted(byte[] plain) throws BadPassphraseException {
    try {
      return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(plain));
    } catch (IOException | RuntimeException e) {
      throw KeyFileFaults.wrongPassphrase(where);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private void readBags(ASN1Sequence safeContents)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    bags += safeContents.size();
    KeyFileFaults.checkParts(bags, where);
    for (ASN1Encodable element : safeContents) {
      readBag(SafeBag.getInstance(element));
    }
  }

  /** Bags of other types (revocation lists, secrets) are none of ours and passed over. */
  private void readBag(SafeBag bag)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    ASN1ObjectIdentifier type = bag.getBagId();
    BagAttributes attributes = BagAttributes.of(bag.getBagAttributes());
    if (type.equals(PKCSObjectIdentifiers.keyBag)) {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(bag.getBagValue());
      addKey(() -> RsaPrivateKeys.of(info, where), attributes);
    } else if (type.equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
      EncryptedPrivateKeyInfo encrypted = EncryptedPrivateKeyInfo.getInstance(bag.getBagValue());
      addKey(() -> decryption.privateKey(encrypted), attributes);
    } else if (type.equals(PKCSObjectIdentifiers.certBag)) {
      CertBag value = CertBag.getInstance(bag.getBagValue());
      if (value.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
        X509Certificate certificate = Certificates.parse(octets(value.getCertValue()), where);
        certificates.add(new Certificate(certificate, attributes));
      }
    }
  }

  /** Gives the key of a bag. */
  private interface KeyReading {
    PrivateKey read()
        throws MalformedInputException, UnsupportedFormatException, BadPassphraseException;
  }

  /** A key of another kind leaves the others of the file usable. */
  private void addKey(KeyReading reading, BagAttributes attributes)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    try {
      keys.add(new Key(reading.read(), attributes));
    } catch (UnsupportedFormatException e) {
      if (!e.fault().code().equals(KeyFileFaults.UNKNOWN_ALGORITHM)) {
        throw e;
      }
      rest.add(e.fault());
    }
  }

  private KeyFileContent content() {
    List<KeyEntry> entries = new ArrayList<>();
    for (Key key : keys) {
      Optional<KeyEntry> entry = entry(key);
      entry.ifPresentOrElse(entries::add, () -> rest.add(withoutCertificate(where)));
    }
    List<X509Certificate> alone =
        certificates.stream()
            .map(Certificate::certificate)
            .filter(other -> entries.stream().noneMatch(has(other)))
            .toList();
    return new KeyFileContent(entries, alone, rest);
  }

  private static Fault withoutCertificate(String where) {
    return KeyFileFaults.malformed(where, "a private key without its certificate").fault();
  }

  private static Predicate<KeyEntry> has(X509Certificate certificate) {
    return entry -> RsaPrivateKeys.belongs(entry.key(), certificate);
  }

  /** An id may be wrong or shared by both keys of a guardian: the public key always decides. */
  private Optional<KeyEntry> entry(Key key) {
    List<Certificate> fitting =
        certificates.stream()
            .filter(candidate -> RsaPrivateKeys.belongs(key.key(), candidate.certificate()))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Certificate certificate =
        fitting.stream()
            .filter(candidate -> candidate.attributes().sameKey(key.attributes()))
            .findFirst()
            .orElse(fitting.get(0));
    String name = key.attributes().name();
    return Optional.of(
        new KeyEntry(
            name.isEmpty() ? certificate.attributes().name() : name,
            key.key(),
            certificate.certificate()));
  }

  private static byte[] octets(ASN1Encodable value) {
    return ASN1OctetString.getInstance(value).getOctets();
  }
}
