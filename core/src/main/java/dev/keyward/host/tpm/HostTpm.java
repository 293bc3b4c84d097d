package dev.keyward.host.tpm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.tpm.device.AttestationKey;
import dev.keyward.tpm.device.TpmDevice;
import dev.keyward.tpm.device.TpmIdentity;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The TPM of a host, as the host's folder has it: {@code tpm.json} (where it is), {@code ek.pem}
 * (its endorsement key), {@code ek-certificate.der} (where the TPM has one) and {@code
 * private/attestation-key.json} (a key that only this TPM can use).
 *
 * @param setting where the TPM and its log are
 * @param endorsementKey of the TPM
 * @param certificate of that key, DER; empty where the TPM has none
 * @param attestationKey that signs quotes
 */
public record HostTpm(
    Setting setting,
    HostPublicKey endorsementKey,
    Optional<byte[]> certificate,
    AttestationKey attestationKey) {

  /** The endorsement key, SubjectPublicKeyInfo in PEM, to register with services. */
  public static final String PUBLIC_KEY = "ek.pem";

  private static final String SETTING = "tpm.json";
  private static final String CERTIFICATE = "ek-certificate.der";
  private static final String ATTESTATION_KEY = "private/attestation-key.json";
  private static final String NAME = "host-tpm";
  private static final int MOST_BYTES = 1 << 14;
  private static final int MOST_ADDRESS = 512;

  private static final String LOST =
      "make a new host with keyward host init DIR --tpm, and register its ek.pem with keyward hgs"
          + " host add";

  /**
   * Where a TPM is, and what its measurements are explained by.
   *
   * @param address as {@link TpmDevice#open} takes it
   * @param log the firmware's event log
   * @param commandLine the text of the kernel's command line
   */
  public record Setting(String address, Path log, Path commandLine) {

    /** Where Linux shows the command line. */
    public static final Path COMMAND_LINE = Path.of("/proc/cmdline");

    /** Where Linux shows the event log of its first TPM. */
    public static final Path LOG = Path.of("/sys/kernel/security/tpm0/binary_bios_measurements");
  }

  /** Copies the certificate. */
  public HostTpm {
    certificate = certificate.map(byte[]::clone);
  }

  /** A copy of the certificate. */
  @Override
  public Optional<byte[]> certificate() {
    return certificate.map(byte[]::clone);
  }

  /** Makes an attestation key in a TPM, which takes it up to a minute. */
  public static HostTpm create(Setting setting) throws IOException, KeywardException {
    try (TpmDevice device = TpmDevice.open(setting.address())) {
      TpmIdentity identity = TpmIdentity.read(device);
      HostPublicKey endorsementKey =
          HostPublicKey.parse(identity.key().key().getEncoded(), "endorsement key");
      return new HostTpm(
          setting,
          endorsementKey,
          identity.certificate().map(each -> each.encode()),
          AttestationKey.create(device));
    }
  }

  /** Its files, by their names in the host's folder. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("address", setting.address());
    tree.put("log", setting.log().toString());
    tree.put("commandLine", setting.commandLine().toString());
    files.put(SETTING, JsonWriter.write(tree));
    files.put(PUBLIC_KEY, endorsementKey.pem());
    certificate.ifPresent(der -> files.put(CERTIFICATE, der.clone()));
    files.put(ATTESTATION_KEY, attestationKey.encode());
    return files;
  }

  /** The TPM of the host in that folder; empty where the host has none. */
  public static Optional<HostTpm> read(Path folder) throws IOException, KeywardException {
    Path file = folder.resolve(SETTING);
    try {
      byte[] json;
      try {
        json = SafeFiles.readAtMost(file, MOST_BYTES);
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
      return Optional.of(read(folder, setting(json, file.toString())));
    } catch (NoSuchFileException e) {
      throw lost(Fault.of("no-key", e.getFile(), "no such file", "a file of the host's TPM"), e);
    } catch (MalformedInputException e) {
      throw lost(e.fault(), e);
    }
  }

  private static MalformedInputException lost(Fault fault, Exception cause) {
    return new MalformedInputException(fault.withHint(LOST), cause);
  }

  private static Setting setting(byte[] json, String where) throws KeywardException {
    JsonFields fields = HostDocument.read(json, NAME, where);
    String address = fields.text("address", MOST_ADDRESS);
    Path log = HostDocument.path(fields, "log");
    Path commandLine = HostDocument.path(fields, "commandLine");
    fields.end();
    return new Setting(address, log, commandLine);
  }

  private static HostTpm read(Path folder, Setting setting) throws IOException, KeywardException {
    Path key = folder.resolve(PUBLIC_KEY);
    Path attestation = folder.resolve(ATTESTATION_KEY);
    Optional<byte[]> certificate;
    try {
      certificate = Optional.of(SafeFiles.readAtMost(folder.resolve(CERTIFICATE), MOST_BYTES));
    } catch (NoSuchFileException e) {
      certificate = Optional.empty();
    }
    return new HostTpm(
        setting,
        HostPublicKey.parseFile(SafeFiles.readAtMost(key, MOST_BYTES), key.toString()),
        certificate,
        AttestationKey.parse(
            SafeFiles.readAtMost(attestation, AttestationKey.MOST_BYTES), attestation.toString()));
  }
}
