package dev.keyward.hgs.message.release;

import dev.keyward.MalformedInputException;

/**
 * The protector of the new transport key, and both keys, encrypted to the host (MS-KPS,
 * RollTransportKeyResponse). The parts are not looked into here.
 */
public final class RollTransportKeyResponse {

  private static final String ROOT = "RollTransportKeyResponse";

  private final byte[] egressProtector;
  private final SealedKeys keys;

  private RollTransportKeyResponse(byte[] egressProtector, SealedKeys keys) {
    this.egressProtector = egressProtector;
    this.keys = keys;
  }

  /** A response around the egress protector's document. */
  public static RollTransportKeyResponse of(byte[] egressProtector, SealedKeys keys) {
    return new RollTransportKeyResponse(egressProtector.clone(), keys);
  }

  /**
   * Reads one.
   *
   * @param xml at most 2 MiB
   */
  public static RollTransportKeyResponse parse(byte[] xml) throws MalformedInputException {
    return ServiceReader.read(
        xml,
        ROOT,
        in ->
            new RollTransportKeyResponse(
                in.base64("EgressProtector"),
                new SealedKeys(
                    in.base64("EncryptedTransferKey"),
                    in.base64("EncryptedWrappingKey"),
                    in.base64("EncryptedTransportKeys"))));
  }

  /** The document, UTF-8. */
  public byte[] encode() {
    return new ServiceDocument(ROOT)
        .base64("EgressProtector", egressProtector)
        .base64("EncryptedTransferKey", keys.transferKey())
        .base64("EncryptedWrappingKey", keys.wrappingKey())
        .base64("EncryptedTransportKeys", keys.transportKeys())
        .end();
  }

  /** A copy of the egress protector's document; not yet verified. */
  public byte[] egressProtector() {
    return egressProtector.clone();
  }

  public SealedKeys keys() {
    return keys;
  }
}
