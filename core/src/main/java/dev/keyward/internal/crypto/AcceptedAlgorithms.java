package dev.keyward.internal.crypto;

import java.util.Map;
import java.util.Set;

/**
 * Every algorithm that Keyward takes in what it reads: its identifier, the sizes that it may have,
 * and its source. Readers look here and nowhere else, and a test refuses the identifier of an
 * algorithm in another class. What is not in this list is refused, or where a protector does not
 * rest on it, shown as unknown. The JDK decides on its own what TLS and chains of certificates may
 * use; forms that are Keyward's own name no algorithm ({@code internal.crypto.cipher}).
 */
public final class AcceptedAlgorithms {

  // RSA, for all signatures and wrappings. SHA-1, DSA, elliptic curves and MACs are left out on
  // purpose where something is signed.

  /** The smallest RSA modulus, in bits (NIST SP 800-131A). */
  public static final int LEAST_RSA_BITS = 2048;

  /** The largest RSA modulus, in bits: more costs a reader too much. */
  public static final int MOST_RSA_BITS = 8192;

  /** The smallest RSA exponent; it must be odd (FIPS 186-5, A.1.1). */
  public static final long LEAST_RSA_EXPONENT = 65537;

  /** The largest RSA exponent: 32 bits, as Windows has it. */
  public static final long MOST_RSA_EXPONENT = 0xffff_ffffL;

  // Signatures of protectors, metadata and messages, read through SignatureAlgorithm. Their values
  // have the size of the modulus.

  /** RSASSA-PKCS1-v1_5 with SHA-256; the one that Keyward writes (RFC 9231, 2.3.2). */
  public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  /** The same with SHA-384 (RFC 9231, 2.3.3). */
  public static final String RSA_SHA384 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384";

  /** The same with SHA-512 (RFC 9231, 2.3.4). */
  public static final String RSA_SHA512 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512";

  /** RSASSA-PSS with SHA-256, MGF1 with the same, a salt of 32 bytes (RFC 9231, 2.3.10). */
  public static final String PSS_SHA256 = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";

  /** The same with SHA-384 and a salt of 48 bytes. */
  public static final String PSS_SHA384 = "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1";

  /** The same with SHA-512 and a salt of 64 bytes. */
  public static final String PSS_SHA512 = "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1";

  /** Of metadata alone, and only under a pin (XML-DSig 1.1, 6.4.2). */
  public static final String RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";

  /** Of certificates that Keyward issues itself, as an object identifier (RFC 4055). */
  public static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";

  // The form that is signed in metadata.

  /** The whole document without the signature (XML-DSig 1.1, 6.6.4). */
  public static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

  /** Exclusive canonical XML 1.0, without comments. */
  public static final String EXCLUSIVE_FORM = "http://www.w3.org/2001/10/xml-exc-c14n#";

  /** Canonical XML 1.0, without comments; .NET's SignedXml writes it. */
  public static final String INCLUSIVE_FORM = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

  /** The canonical forms. */
  public static final Set<String> CANONICAL_FORMS = Set.of(EXCLUSIVE_FORM, INCLUSIVE_FORM);

  // Digests.

  /** In OAEP, and in metadata under a pin (XML-DSig 1.1, 6.2.1). */
  public static final String SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1";

  /** 32 bytes (XML Encryption 1.1, 5.8.2). */
  public static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

  /** 48 bytes (RFC 9231, 2.1.3). */
  public static final String SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";

  /** 64 bytes (XML Encryption 1.1, 5.8.3). */
  public static final String SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512";

  /** The digests that may be named for metadata and for OAEP, with their names in Java. */
  public static final Map<String, String> DIGESTS =
      Map.of(SHA256, "SHA-256", SHA384, "SHA-384", SHA512, "SHA-512");

  // Wrappings of transport keys.

  /** RSAES-OAEP with a digest and a mask digest of choice (XML Encryption 1.1, 5.5.2). */
  public static final String RSA_OAEP = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

  /** RSAES-OAEP with MGF1-SHA-1 (XML Encryption 1.0, 5.4.2). */
  public static final String RSA_OAEP_MGF1P = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

  /**
   * MGF1 beside {@link #RSA_OAEP}, with the Java name of its digest (XML Encryption 1.1, 5.5.2).
   */
  public static final Map<String, String> MASKS =
      Map.of(
          "http://www.w3.org/2009/xmlenc11#mgf1sha1", "SHA-1",
          "http://www.w3.org/2009/xmlenc11#mgf1sha256", "SHA-256",
          "http://www.w3.org/2009/xmlenc11#mgf1sha384", "SHA-384",
          "http://www.w3.org/2009/xmlenc11#mgf1sha512", "SHA-512");

  // The transport key signature.

  /** HKDF (RFC 5869; RFC 9231, 2.6.4), with {@link #HMAC_SHA256} and one fixed purpose. */
  public static final String HKDF = "http://www.w3.org/2021/04/xmldsig-more#hkdf";

  /** HMAC with SHA-256, not truncated: 32 bytes (RFC 9231, 2.2.2). */
  public static final String HMAC_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";

  // The release of keys to a host, beside RSA_OAEP with SHA-256.

  /** AES-256-GCM, a nonce of 12 bytes in front, a tag of 16 behind (XML Encryption 1.1, 5.2.4). */
  public static final String AES256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

  /** AES-256 key wrap (RFC 3394); for the wrapping key only. */
  public static final String KW_AES256 = "http://www.w3.org/2001/04/xmlenc#kw-aes256";

  // Key files: PKCS#12 and encrypted PKCS#8, by object identifiers.

  /** Rounds of a derivation: 1 to this many, and four times as many in one file. */
  public static final int MOST_ROUNDS = 5_000_000;

  /** Memory of scrypt, 128 N r, in bytes. */
  public static final long MOST_SCRYPT_MEMORY = 256L << 20;

  /** Work of scrypt, 128 N r p, in bytes. */
  public static final long MOST_SCRYPT_WORK = 1L << 30;

  /** A cipher with a derivation of choice (RFC 8018, A.4). */
  public static final String PBES2 = "1.2.840.113549.1.5.13";

  /** A derivation for PBES2 and PBMAC1, with one of {@link #KEY_FILE_MACS} (RFC 8018, A.2). */
  public static final String PBKDF2 = "1.2.840.113549.1.5.12";

  /** A derivation for PBES2 (RFC 7914). */
  public static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";

  /** A MAC of PKCS#12 by PBKDF2, with a stated key of 20 to 64 bytes (RFC 9579). */
  public static final String PBMAC1 = "1.2.840.113549.1.5.14";

  /** For PBES2, a key of 16 bytes (NIST, Computer Security Objects Register). */
  public static final String AES_128_CBC = "2.16.840.1.101.3.4.1.2";

  /** For PBES2, a key of 24 bytes. */
  public static final String AES_192_CBC = "2.16.840.1.101.3.4.1.22";

  /** For PBES2, a key of 32 bytes; the one that Keyward writes. */
  public static final String AES_256_CBC = "2.16.840.1.101.3.4.1.42";

  /** For PBES2, triple DES with a key of 24 bytes (RFC 8018, B.2.2). */
  public static final String TRIPLE_DES_CBC = "1.2.840.113549.3.7";

  /** Triple DES with the derivation of PKCS#12 (RFC 7292, appendix C); old Windows writes it. */
  public static final String PKCS12_TRIPLE_DES = "1.2.840.113549.1.12.1.3";

  /** 40-bit RC2 with the same; what old Windows and Java hide certificates with. */
  public static final String PKCS12_RC2_40 = "1.2.840.113549.1.12.1.6";

  /** HMACs of PBKDF2 and PBMAC1, with their names in Java (RFC 8018, B.1). */
  public static final Map<String, String> KEY_FILE_MACS =
      Map.of(
          "1.2.840.113549.2.7", "HmacSHA1",
          "1.2.840.113549.2.8", "HmacSHA224",
          "1.2.840.113549.2.9", "HmacSHA256",
          "1.2.840.113549.2.10", "HmacSHA384",
          "1.2.840.113549.2.11", "HmacSHA512");

  /** Digests of the MAC of PKCS#12, with their names in Java (RFC 7292, section 4). */
  public static final Map<String, String> KEY_FILE_DIGESTS =
      Map.of(
          "1.3.14.3.2.26", "SHA-1",
          "2.16.840.1.101.3.4.2.4", "SHA-224",
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");

  private AcceptedAlgorithms() {}
}
