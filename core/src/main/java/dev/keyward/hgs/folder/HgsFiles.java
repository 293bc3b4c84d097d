package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of one generation of a service's folder: {@code service.json} with everything that is
 * public, a PKCS#12 file for each private key, and the signed metadata.
 *
 * @param description what {@code service.json} says
 * @param keys the key files, by the certificates' thumbprints
 * @param metadata the signed document; empty where a primary certificate is missing
 */
record HgsFiles(
    HgsDescription description, Map<Thumbprint, byte[]> keys, Optional<byte[]> metadata) {

  private static final String RECORD = "service.json";
  private static final String METADATA = "metadata.xml";
  private static final String KEYS = "keys/";
  private static final String SCHEMA = "keyward.hgs/1";
  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_CERTIFICATE = 1 << 16;
  private static final int MOST_KEY = 1 << 14;
  private static final int MOST_WORD = 64;

  HgsFiles {
    keys = Map.copyOf(keys);
  }

  static HgsFiles read(Path generation) throws IOException, KeywardException {
    Path record = generation.resolve(RECORD);
    HgsDescription description =
        description(SafeFiles.readAtMost(record, MOST_BYTES), record.toString());
    Map<Thumbprint, byte[]> keys = new LinkedHashMap<>();
    for (HgsCertificate each : description.certificates()) {
      Thumbprint thumbprint = each.certificate().thumbprint();
      keys.put(
          thumbprint, SafeFiles.readAtMost(generation.resolve(keyFile(thumbprint)), MOST_BYTES));
    }
    Path metadata = generation.resolve(METADATA);
    boolean published = hasPrimaries(description) || Files.exists(metadata);
    return new HgsFiles(
        description,
        keys,
        published ? Optional.of(SafeFiles.readAtMost(metadata, MOST_BYTES)) : Optional.empty());
  }

  /** Whether there is what metadata is made of. */
  static boolean hasPrimaries(HgsDescription description) {
    return description.primary(CertificateUse.SIGNING).isPresent()
        && description.primary(CertificateUse.ENCRYPTION).isPresent();
  }

  /** All files, by their paths. */
  Map<String, byte[]> encode() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(RECORD, JsonWriter.write(tree()));
    keys.forEach((thumbprint, file) -> files.put(keyFile(thumbprint), file));
    metadata.ifPresent(document -> files.put(METADATA, document));
    return files;
  }

  static String keyFile(Thumbprint thumbprint) {
    return KEYS + thumbprint + ".p12";
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

  private static HgsDescription description(byte[] json, String where)
      throws MalformedInputException {
    JsonFields fields = JsonFields.parse(json, where);
    if (!fields.text("schema", MOST_WORD).equals(SCHEMA)) {
      throw fields.bad("schema", "another schema", SCHEMA);
    }
    GuardianName name = GuardianName.parse(fields.text("name", MOST_WORD));
    List<HgsCertificate> certificates = new ArrayList<>();
    for (JsonFields each : fields.objects("certificates", HgsDescription.MOST_CERTIFICATES)) {
      certificates.add(
          new HgsCertificate(
              word(each, "use", Stream.of(CertificateUse.values()), CertificateUse::word),
              word(each, "state", Stream.of(CertificateState.values()), CertificateState::word),
              GuardianCertificate.parse(
                  each.base64("certificate", MOST_CERTIFICATE), each.path())));
      each.end();
    }
    List<RegisteredHost> hosts = new ArrayList<>();
    for (JsonFields each : fields.objects("hosts", HgsDescription.MOST_HOSTS)) {
      hosts.add(
          new RegisteredHost(
              GuardianName.parse(each.text("name", MOST_WORD)),
              HostPublicKey.parse(each.base64("key", MOST_KEY), each.path())));
      each.end();
    }
    fields.end();
    try {
      return new HgsDescription(name, certificates, hosts);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of("damaged-service", where, String.valueOf(e.getMessage()), "each of them once"),
          e);
    }
  }

  private static <T> T word(
      JsonFields fields, String name, Stream<T> values, Function<T, String> word)
      throws MalformedInputException {
    String given = fields.text(name, MOST_WORD);
    return values
        .filter(each -> word.apply(each).equals(given))
        .findFirst()
        .orElseThrow(() -> fields.bad(name, "an unknown word", "one of the known ones"));
  }
}
