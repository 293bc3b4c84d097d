package dev.keyward.internal.crypto.pkcs;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.certificate.CertificateBundle;
import dev.keyward.internal.crypto.certificate.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Keys and certificates in PEM (RFC 7468): certificates, private keys of PKCS#8, plain or
 * encrypted, and of PKCS#1. Text between blocks and blocks of other kinds are passed over.
 */
public final class Pem {

  private static final String BEGIN = "-----BEGIN ";
  private static final Set<String> CERTIFICATE_BLOCKS =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "PKCS #7 SIGNED DATA", "CMS");
  private static final int SEQUENCE = 0x30;

  private Pem() {}

  /** Whether the bytes are text with a PEM block in it, rather than DER. */
  public static boolean looksLikePem(byte[] file) {
    // DER of any use here is a sequence of more than 127 bytes, which no text starts like.
    boolean der = file.length > 1 && file[0] == SEQUENCE && file[1] < 0;
    return !der && FileText.contains(file, BEGIN);
  }

  /** Whether the bytes are PEM with a private key that is not encrypted. */
  static boolean hasKeyInClear(byte[] file) {
    return looksLikePem(file)
        && FileText.contains(file, "PRIVATE KEY-----")
        && !FileText.contains(file, "ENCRYPTED");
  }

  /**
   * The one PKCS#12 file that the block of a PEM file is, as {@code certutil -encode} writes it.
   */
  static Optional<byte[]> pkcs12(byte[] file, String where)
      throws MalformedInputException, UnsupportedFormatException {
    try {
      List<PemObject> blocks = blocks(file);
      boolean single = blocks.size() == 1 && DerKind.of(content(blocks, 0)) == DerKind.PKCS12;
      return single ? Optional.of(content(blocks, 0)) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      throw KeyFileFaults.malformed(where, "a PEM block that is not whole");
    }
  }

  private static byte[] content(List<PemObject> blocks, int index) {
    return blocks.get(index).getContent();
  }

  /**
   * The private keys of a file, each with the certificate for its public half, and what else there
   * is. RSA only, within the bounds of {@link Pkcs12#open}.
   *
   * @param passphrase empty when there is none; stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase} or {@code no-passphrase}
   */
  static KeyFileContent open(byte[] file, Optional<char[]> passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    char[] characters = passphrase.orElse(new char[0]);
    byte[] bmp = PassphraseKeys.bmp(characters);
    PassphraseDecryption decryption =
        new PassphraseDecryption(characters, bmp, new DerivationBudget(where), where);
    List<X509Certificate> certificates = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    try {
      List<PemObject> blocks = blocks(file);
      KeyFileFaults.checkParts(blocks.size(), where);
      for (PemObject block : blocks) {
        if (holdsCertificates(block)) {
          addCertificates(block.getContent(), where, certificates);
        } else if (block.getType().endsWith("PRIVATE KEY")) {
          requirePassphrase(block, passphrase, where);
          keys.add(key(block, decryption));
        }
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw KeyFileFaults.malformed(where, "a PEM block that is not whole");
    } finally {
      Arrays.fill(bmp, (byte) 0);
    }
    return content(keys, certificates, where);
  }

  private static void requirePassphrase(PemObject block, Optional<char[]> passphrase, String where)
      throws BadPassphraseException {
    if (passphrase.isEmpty() && block.getType().startsWith("ENCRYPTED")) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", where, "an encrypted private key", "its passphrase"));
    }
  }

  private static PrivateKey key(PemObject block, PassphraseDecryption decryption)
      throws IOException,
          MalformedInputException,
          UnsupportedFormatException,
          BadPassphraseException {
    byte[] der = block.getContent();
    String where = decryption.where();
    try {
      if (!block.getHeaders().isEmpty()) {
        throw oldEncryption(where);
      }
      return switch (block.getType()) {
        case "PRIVATE KEY" ->
            RsaPrivateKeys.of(PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)), where);
        case "ENCRYPTED PRIVATE KEY" ->
            decryption.privateKey(
                EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)));
        case "RSA PRIVATE KEY" -> RsaPrivateKeys.pkcs1(der, where);
        default ->
            throw KeyFileFaults.unknown(
                where, "a key of kind " + block.getType().split(" ")[0], "an RSA key");
      };
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** Its key is MD5 of the passphrase, so it is not read even where the passphrase is right. */
  private static UnsupportedFormatException oldEncryption(String where) {
    return new UnsupportedFormatException(
        Fault.of(
                "unknown-algorithm",
                where,
                "the old encryption of PEM by headers (Proc-Type, DEK-Info)",
                "encrypted PKCS#8")
            .withHint(
                "openssl pkcs8 -topk8 -v2 aes256 -in OLD.pem -out NEW.pem converts the key;"
                    + " add the certificate to the new file"));
  }

  private static KeyFileContent content(
      List<PrivateKey> keys, List<X509Certificate> certificates, String where)
      throws MalformedInputException {
    if (keys.isEmpty()) {
      throw KeyFileFaults.malformed(where, "no private key");
    }
    List<KeyEntry> entries = new ArrayList<>();
    for (PrivateKey key : keys) {
      X509Certificate certificate =
          certificates.stream()
              .filter(candidate -> RsaPrivateKeys.belongs(key, candidate))
              .findFirst()
              .orElseThrow(
                  () -> KeyFileFaults.malformed(where, "a private key without its certificate"));
      entries.add(new KeyEntry("", key, certificate));
    }
    List<X509Certificate> alone = new ArrayList<>(certificates);
    entries.forEach(entry -> alone.remove(entry.certificate()));
    return new KeyFileContent(entries, alone, List.of());
  }

  /**
   * The certificates of a PEM bundle in their order, or those of a DER file, which is one
   * certificate or PKCS#7; at least one. Text may be UTF-16 or bare base64.
   *
   * @throws MalformedInputException code {@code bad-certificate} or {@code bad-certificate-bundle}
   * @throws UnsupportedFormatException code {@code too-large}: over 1 MiB
   */
  public static List<X509Certificate> certificates(byte[] file, String where)
      throws MalformedInputException, UnsupportedFormatException {
    KeyFileFaults.checkSize(file, where);
    byte[] plain = FileText.plain(file);
    List<X509Certificate> certificates = new ArrayList<>();
    if (!looksLikePem(plain)) {
      addCertificates(plain, where, certificates);
      return List.copyOf(certificates);
    }
    try {
      for (PemObject block : blocks(plain)) {
        if (holdsCertificates(block)) {
          addCertificates(block.getContent(), where, certificates);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw badCertificate(where, "a PEM block that is not whole");
    }
    if (certificates.isEmpty()) {
      throw badCertificate(where, "a PEM file without one");
    }
    return List.copyOf(certificates);
  }

  /**
   * The one RSA public key of a PEM file, or of a DER file: a SubjectPublicKeyInfo, the key of a
   * certificate (what Windows exports of a host key), or PKCS#1. The dates of a certificate say
   * nothing about the key.
   *
   * @throws MalformedInputException code {@code bad-public-key}
   * @throws UnsupportedFormatException code {@code too-large}: over 1 MiB or 64 blocks
   */
  public static RSAPublicKey publicKey(byte[] file, String where)
      throws MalformedInputException, UnsupportedFormatException {
    KeyFileFaults.checkSize(file, where);
    byte[] plain = FileText.plain(file);
    if (!looksLikePem(plain)) {
      return RsaPublicKeys.ofAnyForm(plain, where);
    }
    try {
      List<PemObject> blocks = blocks(plain);
      if (blocks.size() == 1) {
        byte[] der = blocks.get(0).getContent();
        switch (blocks.get(0).getType()) {
          case "PUBLIC KEY" -> {
            return RsaPublicKeys.parse(der, where);
          }
          case "RSA PUBLIC KEY" -> {
            return RsaPublicKeys.pkcs1(der, where);
          }
          case "CERTIFICATE", "X509 CERTIFICATE" -> {
            return RsaPublicKeys.ofCertificate(der, where);
          }
          default -> {
            // Said below.
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // Said below.
    }
    throw RsaPublicKeys.bad(where, "a PEM file without exactly one public key or certificate");
  }

  /** A public key as PEM, {@code BEGIN PUBLIC KEY}. */
  public static byte[] encode(PublicKey key) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    String body = lines.encodeToString(key.getEncoded());
    return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean holdsCertificates(PemObject block) {
    return CERTIFICATE_BLOCKS.contains(block.getType());
  }

  private static void addCertificates(byte[] der, String where, List<X509Certificate> certificates)
      throws MalformedInputException {
    if (DerKind.of(der) == DerKind.PKCS7) {
      certificates.addAll(CertificateBundle.parse(der, where));
    } else {
      certificates.add(Certificates.parse(der, where));
    }
  }

  private static List<PemObject> blocks(byte[] file) throws IOException {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.ISO_8859_1))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static MalformedInputException badCertificate(String where, String found) {
    return new MalformedInputException(
        Fault.of("bad-certificate", where, found, "X.509 certificates"));
  }
}
