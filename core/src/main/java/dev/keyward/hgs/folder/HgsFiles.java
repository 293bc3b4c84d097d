package dev.keyward.hgs.folder;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one generation of a service's folder: {@code service.json} with everything that is
 * public, a PKCS#12 file or a reference for each private key, and the signed metadata.
 *
 * @param description what {@code service.json} says
 * @param keys the key files, by the certificates' thumbprints
 * @param metadata the signed document; empty where a primary certificate is missing
 */
record HgsFiles(
    HgsDescription description, Map<Thumbprint, HgsKeyFile> keys, Optional<byte[]> metadata) {

  static final String RECORD = "service.json";
  static final String METADATA = "metadata.xml";
  static final String SCHEMA = "keyward.hgs/1";

  HgsFiles {
    keys = Map.copyOf(keys);
  }

  /** The key file of that certificate; empty where the key was lost. */
  Optional<HgsKeyFile> key(GuardianCertificate certificate) {
    return Optional.ofNullable(keys.get(certificate.thumbprint()));
  }

  /**
   * With other hosts.
   *
   * @throws IllegalArgumentException if {@code after} has other certificates
   */
  HgsFiles withHosts(HgsDescription after) {
    if (!after.certificates().equals(description.certificates())) {
      throw new IllegalArgumentException("a change of certificates");
    }
    return new HgsFiles(after, keys, metadata);
  }

  /** Refuses an enabled certificate whose key was lost. */
  void requireKeys(String where) throws MalformedInputException {
    for (HgsCertificate each : description.certificates()) {
      if (each.isEnabled() && key(each.certificate()).isEmpty()) {
        throw HgsUnlocking.lost(each.certificate(), where);
      }
    }
  }

  /** Whether there is what metadata is made of. */
  static boolean hasPrimaries(HgsDescription description) {
    return description.primary(CertificateUse.SIGNING).isPresent()
        && description.primary(CertificateUse.ENCRYPTION).isPresent();
  }

  /** The primary signing certificate. */
  static Optional<Thumbprint> signing(HgsDescription description) {
    return description.primary(CertificateUse.SIGNING).map(each -> each.certificate().thumbprint());
  }

  /** All files, by their paths. */
  Map<String, byte[]> encode() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(RECORD, JsonWriter.write(tree()));
    keys.forEach((thumbprint, file) -> files.put(file.name(thumbprint), file.content()));
    metadata.ifPresent(document -> files.put(METADATA, document));
    return files;
  }

  private Map<String, Object> tree() {
    List<Object> certificates = new ArrayList<>();
    for (HgsCertificate each : description.certificates()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("use", each.use().word());
      tree.put("state", each.state().word());
      tree.put("certificate", base64(each.certificate().der()));
      certificates.add(tree);
    }
    List<Object> hosts = new ArrayList<>();
    for (RegisteredHost each : description.hosts()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", each.name().toString());
      tree.put("key", base64(each.key().der()));
      hosts.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("name", description.name().toString());
    tree.put("certificates", certificates);
    tree.put("hosts", hosts);
    return tree;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
