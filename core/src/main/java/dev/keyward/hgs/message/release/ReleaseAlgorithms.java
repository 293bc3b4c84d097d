package dev.keyward.hgs.message.release;

import dev.keyward.internal.crypto.AcceptedAlgorithms;

/**
 * How the keys of a release are encrypted, by URI (MS-KPS, RollTransportKeyRequest). Any URI may be
 * asked for; {@link #areOffered} tells whether it will be answered.
 *
 * @param transferKey of the transfer key to the health certificate's key
 * @param wrappingKey of the wrapping key by the transfer key
 * @param transportKeys of the transport keys by the wrapping key
 */
public record ReleaseAlgorithms(String transferKey, String wrappingKey, String transportKeys) {

  /** RSAES-OAEP with SHA-256 and MGF1 with SHA-256, no label. */
  public static final String OAEP = AcceptedAlgorithms.RSA_OAEP;

  /** AES-256-GCM, a nonce of 12 bytes in front, a tag of 16 behind. */
  public static final String AES256_GCM = AcceptedAlgorithms.AES256_GCM;

  /** AES-256 key wrap (RFC 3394); for the wrapping key only. */
  public static final String KW_AES256 = AcceptedAlgorithms.KW_AES256;

  /** What Keyward's own host asks for. */
  public static final ReleaseAlgorithms WRITTEN =
      new ReleaseAlgorithms(OAEP, AES256_GCM, AES256_GCM);

  /** Whether the service here can do all three. */
  public boolean areOffered() {
    return transferKey.equals(OAEP)
        && (wrappingKey.equals(AES256_GCM) || wrappingKey.equals(KW_AES256))
        && transportKeys.equals(AES256_GCM);
  }
}
