package dev.keyward.internal.crypto.pkcs;

import java.util.Map;

/** The usual names of key algorithms, where Java or a file has only an object identifier. */
public final class KeyKind {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.1", "RSA"),
          Map.entry("1.2.840.113549.1.1.7", "RSAES-OAEP"),
          Map.entry("1.2.840.113549.1.1.10", "RSASSA-PSS"),
          Map.entry("1.2.840.10040.4.1", "DSA"),
          Map.entry("1.2.840.10045.2.1", "EC"),
          Map.entry("1.2.840.10046.2.1", "DH"),
          Map.entry("1.2.840.113549.1.3.1", "DH"),
          Map.entry("1.3.101.110", "X25519"),
          Map.entry("1.3.101.111", "X448"),
          Map.entry("1.3.101.112", "Ed25519"),
          Map.entry("1.3.101.113", "Ed448"),
          Map.entry("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
          Map.entry("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
          Map.entry("2.16.840.1.101.3.4.3.19", "ML-DSA-87"));

  private KeyKind() {}

  /** The name of an algorithm that is given as an object identifier; else what was given. */
  public static String name(String algorithm) {
    return NAMES.getOrDefault(algorithm, algorithm);
  }
}
