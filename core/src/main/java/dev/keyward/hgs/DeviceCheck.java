package dev.keyward.hgs;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether the devices with keys of a service are there: each computes something with one key. */
public final class DeviceCheck {

  private static final byte[] PROBE = "keyward/v1/probe".getBytes(StandardCharsets.US_ASCII);
  private static final int SIZE = 32;

  private final Map<String, Used> devices = new LinkedHashMap<>();
  private final Tools tools;

  private record Used(CertificateUse use, GuardianCertificate certificate, OutsideKey key) {}

  /** Checks the devices of these keys. There may be no device: then all keys are in files. */
  public DeviceCheck(HgsKeys keys, Tools tools) {
    this.tools = tools;
    for (CertificateUse use :
        new CertificateUse[] {
          CertificateUse.SIGNING, CertificateUse.ATTESTATION, CertificateUse.ENCRYPTION
        }) {
      keys.description()
          .enabled(use)
          .map(HgsCertificate::certificate)
          .forEach(each -> add(use, each, keys));
    }
  }

  private void add(CertificateUse use, GuardianCertificate certificate, HgsKeys keys) {
    if (keys.key(use, certificate).orElse(null) instanceof OutsideKey key) {
      devices.putIfAbsent(key.place(), new Used(use, certificate, key));
    }
  }

  /** Whether no key is in a device. */
  public boolean isEmpty() {
    return devices.isEmpty();
  }

  /**
   * Uses each device once.
   *
   * @throws KeyUnusableException of the first one that fails
   */
  public void requireAll() throws KeyUnusableException {
    for (Used each : devices.values()) {
      if (each.use() == CertificateUse.ENCRYPTION) {
        open(each);
      } else {
        each.key().sign(PROBE);
      }
    }
  }

  /** A key for encryption may not be allowed to sign. */
  private void open(Used device) throws KeyUnusableException {
    try (SecretBytes secret = SecretBytes.random(SIZE, tools.random())) {
      byte[] text =
          tools
              .engine()
              .wrap(
                  OaepParameters.SHA256, device.certificate().publicKey(), secret, tools.random());
      Optional<SecretBytes> opened =
          tools.engine().unwrap(OaepParameters.SHA256, device.key(), text, SIZE);
      opened.ifPresent(SecretBytes::close);
    }
  }
}
