package dev.keyward.hgs.message.release;

/**
 * The encrypted parts of a release.
 *
 * @param transferKey to the health certificate's key
 * @param wrappingKey by the transfer key
 * @param transportKeys by the wrapping key
 */
public record SealedKeys(byte[] transferKey, byte[] wrappingKey, byte[] transportKeys) {

  /** Copies the arrays. */
  public SealedKeys {
    transferKey = transferKey.clone();
    wrappingKey = wrappingKey.clone();
    transportKeys = transportKeys.clone();
  }

  /** A copy. */
  @Override
  public byte[] transferKey() {
    return transferKey.clone();
  }

  /** A copy. */
  @Override
  public byte[] wrappingKey() {
    return wrappingKey.clone();
  }

  /** A copy. */
  @Override
  public byte[] transportKeys() {
    return transportKeys.clone();
  }
}
