package dev.keyward.internal.crypto;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The signature algorithms that Keyward accepts, as {@link AcceptedAlgorithms} names them. */
public enum SignatureAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256; the one that Keyward writes. */
  RSA_SHA256(AcceptedAlgorithms.RSA_SHA256, "SHA-256", false),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RSA_SHA384(AcceptedAlgorithms.RSA_SHA384, "SHA-384", false),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RSA_SHA512(AcceptedAlgorithms.RSA_SHA512, "SHA-512", false),
  /** RSASSA-PSS with SHA-256, MGF1 with the same, a salt of 32 bytes. */
  PSS_SHA256(AcceptedAlgorithms.PSS_SHA256, "SHA-256", true),
  /** RSASSA-PSS with SHA-384, MGF1 with the same, a salt of 48 bytes. */
  PSS_SHA384(AcceptedAlgorithms.PSS_SHA384, "SHA-384", true),
  /** RSASSA-PSS with SHA-512, MGF1 with the same, a salt of 64 bytes. */
  PSS_SHA512(AcceptedAlgorithms.PSS_SHA512, "SHA-512", true);

  private static final Map<String, SignatureAlgorithm> BY_URI =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(SignatureAlgorithm::uri, Function.identity()));

  private final String uri;
  private final String digest;
  private final boolean pss;

  SignatureAlgorithm(String uri, String digest, boolean pss) {
    this.uri = uri;
    this.digest = digest;
    this.pss = pss;
  }

  /** The algorithm that a document means by {@code uri}. */
  public static Optional<SignatureAlgorithm> forUri(String uri) {
    return Optional.ofNullable(BY_URI.get(uri));
  }

  /** The identifier in documents. */
  public String uri() {
    return uri;
  }

  String digest() {
    return digest;
  }

  boolean isPss() {
    return pss;
  }
}
