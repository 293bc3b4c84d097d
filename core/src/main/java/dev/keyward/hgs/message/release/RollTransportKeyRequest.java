package dev.keyward.hgs.message.release;

import dev.keyward.MalformedInputException;

/**
 * Asks a key protection service to open a protector and to put a new transport key in its place
 * (MS-KPS, RollTransportKeyRequest). The parts are not looked into here.
 */
public final class RollTransportKeyRequest {

  private static final String ROOT = "RollTransportKeyRequest";

  private final byte[] ingressProtector;
  private final byte[] healthCertificate;
  private final ReleaseAlgorithms algorithms;

  private RollTransportKeyRequest(
      byte[] ingressProtector, byte[] healthCertificate, ReleaseAlgorithms algorithms) {
    this.ingressProtector = ingressProtector;
    this.healthCertificate = healthCertificate;
    this.algorithms = algorithms;
  }

  /**
   * A request.
   *
   * @param ingressProtector the protector's document
   * @param healthCertificate the DER of an encryption identity certificate
   */
  public static RollTransportKeyRequest of(
      byte[] ingressProtector, byte[] healthCertificate, ReleaseAlgorithms algorithms) {
    return new RollTransportKeyRequest(
        ingressProtector.clone(), healthCertificate.clone(), algorithms);
  }

  /**
   * Reads one.
   *
   * @param xml at most 2 MiB
   */
  public static RollTransportKeyRequest parse(byte[] xml) throws MalformedInputException {
    return ServiceReader.read(
        xml,
        ROOT,
        in ->
            new RollTransportKeyRequest(
                in.base64("IngressProtector"),
                in.base64("HealthCertificate"),
                new ReleaseAlgorithms(
                    in.text("TransferKeyEncryptionAlgorithm"),
                    in.text("WrappingKeyEncryptionAlgorithm"),
                    in.text("TransportKeysEncryptionAlgorithm"))));
  }

  /** The document, UTF-8. */
  public byte[] encode() {
    return new ServiceDocument(ROOT)
        .base64("IngressProtector", ingressProtector)
        .base64("HealthCertificate", healthCertificate)
        .text("TransferKeyEncryptionAlgorithm", algorithms.transferKey())
        .text("WrappingKeyEncryptionAlgorithm", algorithms.wrappingKey())
        .text("TransportKeysEncryptionAlgorithm", algorithms.transportKeys())
        .end();
  }

  /** A copy of the protector's document. */
  public byte[] ingressProtector() {
    return ingressProtector.clone();
  }

  /** A copy of the certificate's DER. */
  public byte[] healthCertificate() {
    return healthCertificate.clone();
  }

  /** How the answer is to be encrypted. */
  public ReleaseAlgorithms algorithms() {
    return algorithms;
  }
}
