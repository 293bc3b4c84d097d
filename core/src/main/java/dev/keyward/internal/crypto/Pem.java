package dev.keyward.internal.crypto;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
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

  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final int SEQUENCE = 0x30;

  private Pem() {}

  /** Whether the bytes are text with a PEM block in it, rather than DER. */
  public static boolean looksLikePem(byte[] file) {
    // DER of any use here is a sequence of more than 127 bytes, which no text starts like.
    boolean der = file.length > 1 && file[0] == SEQUENCE && file[1] < 0;
    return !der && hasBlock(file);
  }

  /** Without a String, for the file may hold a key in clear. */
  private static boolean hasBlock(byte[] file) {
    for (int i = 0; i + BEGIN.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + BEGIN.length, BEGIN, 0, BEGIN.length)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The private keys of a file, each with the certificate for its public half; other certificates
   * are passed over. RSA only, within the bounds of {@link Pkcs12#decode}.
   *
   * @param passphrase null when there is none; stays the caller's to wipe
   * @throws MalformedInputException code {@code bad-key-file} or {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code unknown-algorithm}, {@code too-large} or {@code
   *     costly-key-derivation}
   * @throws BadPassphraseException code {@code wrong-passphrase} or {@code no-passphrase}
   */
  public static List<KeyEntry> decode(byte[] file, char[] passphrase, String where)
      throws MalformedInputException, UnsupportedFormatException, BadPassphraseException {
    KeyFileFaults.checkSize(file, where);
    char[] characters = passphrase == null ? new char[0] : passphrase;
    byte[] bmp = PassphraseKeys.bmp(characters);
    PassphraseDecryption decryption =
        new PassphraseDecryption(characters, bmp, new DerivationBudget(where), where);
    List<X509Certificate> certificates = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    try {
      for (PemObject block : blocks(file, where)) {
        if (isCertificate(block)) {
          certificates.add(Certificates.parse(block.getContent(), where));
        } else if (block.getType().endsWith("PRIVATE KEY")) {
          requirePassphrase(block, passphrase, where);
          keys.add(key(block, decryption));
        }
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw KeyFileFaults.malformed(where, "a PEM block that is not whole", null);
    } finally {
      Arrays.fill(bmp, (byte) 0);
    }
    return entries(keys, certificates, where);
  }

  private static void requirePassphrase(PemObject block, char[] passphrase, String where)
      throws BadPassphraseException {
    if (passphrase == null && block.getType().startsWith("ENCRYPTED")) {
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
        throw KeyFileFaults.unknown(
            where, "the old encryption of PEM by headers", "encrypted PKCS#8");
      }
      return switch (block.getType()) {
        case "PRIVATE KEY" ->
            RsaPrivateKeys.of(PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)), where);
        case "ENCRYPTED PRIVATE KEY" ->
            decryption.privateKey(
                EncryptedPrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)));
        case "RSA PRIVATE KEY" -> RsaPrivateKeys.pkcs1(der, where);
        default ->
            throw KeyFileFaults.unknown(where, "a block of another kind of key", "an RSA key");
      };
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private static List<KeyEntry> entries(
      List<PrivateKey> keys, List<X509Certificate> certificates, String where)
      throws MalformedInputException {
    if (keys.isEmpty()) {
      throw KeyFileFaults.malformed(where, "no private key", null);
    }
    List<KeyEntry> entries = new ArrayList<>();
    for (PrivateKey key : keys) {
      X509Certificate certificate =
          certificates.stream()
              .filter(candidate -> RsaPrivateKeys.belongs(key, candidate))
              .findFirst()
              .orElseThrow(
                  () ->
                      KeyFileFaults.malformed(
                          where, "a private key without its certificate", null));
      entries.add(new KeyEntry("", key, certificate));
    }
    return List.copyOf(entries);
  }

  /**
   * The certificates of a PEM bundle in their order, or the one that a DER file is; at least one.
   *
   * @throws MalformedInputException code {@code bad-certificate}
   * @throws UnsupportedFormatException code {@code too-large}: over 1 MiB or 64 blocks
   */
  public static List<X509Certificate> certificates(byte[] file, String where)
      throws MalformedInputException, UnsupportedFormatException {
    KeyFileFaults.checkSize(file, where);
    if (!looksLikePem(file)) {
      return List.of(Certificates.parse(file, where));
    }
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (PemObject block : blocks(file, where)) {
        if (isCertificate(block)) {
          certificates.add(Certificates.parse(block.getContent(), where));
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
    if (!looksLikePem(file)) {
      return RsaPublicKeys.ofAnyForm(file, where);
    }
    try {
      List<PemObject> blocks = blocks(file, where);
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

  private static boolean isCertificate(PemObject block) {
    return block.getType().equals("CERTIFICATE") || block.getType().equals("X509 CERTIFICATE");
  }

  private static List<PemObject> blocks(byte[] file, String where)
      throws IOException, UnsupportedFormatException {
    int start = startsWithByteOrderMark(file) ? 3 : 0;
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader =
        new PemReader(
            new InputStreamReader(
                new ByteArrayInputStream(file, start, file.length - start),
                StandardCharsets.ISO_8859_1))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
        KeyFileFaults.checkParts(blocks.size(), where);
      }
    }
    return blocks;
  }

  /** It would hide the first block from the reader, which looks at the start of lines. */
  private static boolean startsWithByteOrderMark(byte[] file) {
    return file.length >= 3
        && file[0] == (byte) 0xef
        && file[1] == (byte) 0xbb
        && file[2] == (byte) 0xbf;
  }

  private static MalformedInputException badCertificate(String where, String found) {
    return new MalformedInputException(
        Fault.of("bad-certificate", where, found, "X.509 certificates"));
  }
}
