package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What Windows keeps of a certificate in a store: properties, each as its number, a 1, its length
 * (4 bytes each, the lowest first) and its bytes.
 *
 * @param certificate the certificate, property 32
 * @param privateKey whether property 2 says where its private key is
 */
record RegistryBlob(GuardianCertificate certificate, boolean privateKey) {

  private static final int KEY_PLACE = 2;
  private static final int SHA1 = 3;
  private static final int CERTIFICATE = 32;
  private static final int HEAD = 12;

  /**
   * Reads the properties.
   *
   * @param where the place that an error names
   * @throws MalformedInputException code {@code bad-registry-export}
   */
  static RegistryBlob parse(byte[] bytes, String where) throws MalformedInputException {
    ByteBuffer blob = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Optional<byte[]> certificate = Optional.empty();
    Optional<byte[]> sha1 = Optional.empty();
    boolean key = false;
    while (blob.hasRemaining()) {
      if (blob.remaining() < HEAD) {
        throw malformed(where, blob.remaining() + " bytes behind the last property");
      }
      int property = blob.getInt();
      byte[] data = data(blob, where);
      switch (property) {
        case CERTIFICATE -> certificate = only(certificate, data, where);
        case SHA1 -> sha1 = only(sha1, data, where);
        case KEY_PLACE -> key = true;
        default -> {
          // Windows keeps more than is needed here.
        }
      }
    }
    byte[] der = certificate.orElseThrow(() -> malformed(where, "no certificate in its blob"));
    GuardianCertificate parsed = GuardianCertificate.parse(der, where);
    String expected = WindowsThumbprint.of(parsed);
    Optional<String> stated = sha1.map(HexFormat.of().withUpperCase()::formatHex);
    if (stated.filter(hex -> !hex.equals(expected)).isPresent()) {
      throw malformed(where, "a SHA-1 that is not the certificate's");
    }
    return new RegistryBlob(parsed, key);
  }

  private static byte[] data(ByteBuffer blob, String where) throws MalformedInputException {
    int mark = blob.getInt();
    int length = blob.getInt();
    if (mark != 1 || length < 0 || length > blob.remaining()) {
      throw malformed(where, "a property that is damaged or cut off");
    }
    byte[] data = new byte[length];
    blob.get(data);
    return data;
  }

  private static Optional<byte[]> only(Optional<byte[]> before, byte[] data, String where)
      throws MalformedInputException {
    if (before.isPresent()) {
      throw malformed(where, "a property twice");
    }
    return Optional.of(data);
  }

  private static MalformedInputException malformed(String where, String found) {
    return new MalformedInputException(
        Fault.of("bad-registry-export", where, found, "properties with one certificate"));
  }
}
