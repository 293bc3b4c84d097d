package dev.keyward.hgs;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.hgs.message.release.SealedKeys;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.internal.crypto.cipher.AesGcm;
import dev.keyward.internal.crypto.cipher.KeyWrap;
import dev.keyward.secret.SecretBytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The way of the transport keys from the service to the host (MS-KPS): under a wrapping key, which
 * is under a transfer key, which is under the public key of the host's health certificate.
 */
public final class KeyRelease {

  private static final int KEY_SIZE = 32;
  private static final byte[] NOTHING = new byte[0];

  private KeyRelease() {}

  /**
   * Encrypts {@code keys} to a host.
   *
   * @param form with algorithms that are offered
   */
  static SealedKeys seal(TransportKeys keys, PublicKey host, Form form, Tools tools) {
    SecureRandom random = tools.random();
    try (SecretBytes transferKey = SecretBytes.random(KEY_SIZE, random);
        SecretBytes wrappingKey = SecretBytes.random(KEY_SIZE, random);
        SecretBytes blob = keys.encode(form.version())) {
      byte[] sealedTransferKey =
          tools.engine().wrap(OaepParameters.SHA256, host, transferKey, random);
      byte[] sealedWrappingKey =
          transferKey.lend(
              outer ->
                  wrappingKey.lend(
                      inner ->
                          form.algorithms().wrappingKey().equals(ReleaseAlgorithms.KW_AES256)
                              ? KeyWrap.wrap(outer, inner)
                              : AesGcm.seal(outer, inner, NOTHING, random)));
      byte[] sealedKeys =
          wrappingKey.lend(outer -> blob.lend(inner -> AesGcm.seal(outer, inner, NOTHING, random)));
      return new SealedKeys(sealedTransferKey, sealedWrappingKey, sealedKeys);
    }
  }

  /** How a release is written: with what algorithms, and which version of the blob. */
  record Form(ReleaseAlgorithms algorithms, int version) {}

  /**
   * Opens what a service released. That it fits the protectors is for the caller to check.
   *
   * @param identityKey the private key of the health certificate
   * @param algorithms those that were asked for
   * @throws VerificationFailedException code {@code bad-release}, whatever does not open
   * @throws KeyUnusableException code {@code key-unusable}: it says nothing about the release
   */
  public static TransportKeys open(
      RollTransportKeyResponse response,
      PrivateKey identityKey,
      ReleaseAlgorithms algorithms,
      RsaEngine engine)
      throws VerificationFailedException, KeyUnusableException {
    SealedKeys sealed = response.keys();
    try (SecretBytes transferKey =
            engine
                .unwrap(OaepParameters.SHA256, identityKey, sealed.transferKey(), KEY_SIZE)
                .orElseThrow(() -> bad("EncryptedTransferKey"));
        SecretBytes wrappingKey = openWrappingKey(transferKey, sealed.wrappingKey(), algorithms)) {
      Optional<byte[]> blob =
          wrappingKey.lend(key -> AesGcm.open(key, sealed.transportKeys(), NOTHING));
      byte[] opened = blob.orElseThrow(() -> bad("EncryptedTransportKeys"));
      try {
        return TransportKeys.decode(opened);
      } finally {
        Arrays.fill(opened, (byte) 0);
      }
    }
  }

  private static SecretBytes openWrappingKey(
      SecretBytes transferKey, byte[] sealed, ReleaseAlgorithms algorithms)
      throws VerificationFailedException {
    Optional<byte[]> opened =
        transferKey.lend(
            key ->
                algorithms.wrappingKey().equals(ReleaseAlgorithms.KW_AES256)
                    ? KeyWrap.unwrap(key, sealed)
                    : AesGcm.open(key, sealed, NOTHING));
    SecretBytes key = SecretBytes.takeFrom(opened.orElseThrow(() -> bad("EncryptedWrappingKey")));
    if (key.size() != KEY_SIZE) {
      key.close();
      throw bad("EncryptedWrappingKey");
    }
    return key;
  }

  private static VerificationFailedException bad(String element) {
    return new VerificationFailedException(
        Fault.of("bad-release", element, "it does not open", "what this host's key opens"));
  }
}
