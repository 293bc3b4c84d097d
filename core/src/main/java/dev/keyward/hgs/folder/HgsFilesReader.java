package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.LockedKeys.Form;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.internal.json.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the files of one generation of a service's folder.
 *
 * @param files the generation
 * @param number the highest number that the folder remembers, for hints
 * @param over the number of {@code hgs accept-restore --over}; empty for every other reader
 */
record HgsFilesReader(GenerationFiles files, int number, Optional<Integer> over) {

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_KEY_FILE = 1 << 20;
  private static final int MOST_CERTIFICATE = 1 << 16;
  private static final int MOST_KEY = 1 << 14;
  private static final int MOST_WORD = 64;

  HgsFiles read() throws IOException, KeywardException {
    HgsDescription description = description();
    Map<Thumbprint, HgsKeyFile> keys = new LinkedHashMap<>();
    try {
      for (HgsCertificate each : description.certificates()) {
        key(each).ifPresent(file -> keys.put(each.certificate().thumbprint(), file));
      }
    } catch (MalformedInputException e) {
      throw HgsDamage.advised(e, HgsDamage.lostKeys(damagedKeys(description), over));
    }
    Optional<byte[]> metadata = metadata(description);
    List<HgsPolicy> policies = policies(description);
    requireNoOther(description);
    return new HgsFiles(description.withPolicies(names(policies)), keys, metadata, policies);
  }

  private static List<GuardianName> names(List<HgsPolicy> policies) {
    return policies.stream().map(HgsPolicy::name).toList();
  }

  /** A damaged policy that the caller replaces is not there. */
  private List<HgsPolicy> policies(HgsDescription description)
      throws IOException, KeywardException {
    List<HgsPolicy> policies = new ArrayList<>();
    for (GuardianName name : description.measuring().policies()) {
      String file = HgsFiles.policyFile(name);
      try {
        files
            .find(file, HgsPolicy.MOST_BYTES)
            .ifPresent(yaml -> policies.add(new HgsPolicy(name, yaml)));
      } catch (MalformedInputException e) {
        throw advised(e, file, Optional.empty());
      }
    }
    return policies;
  }

  /** What {@code service.json} says. */
  HgsDescription description() throws IOException, KeywardException {
    try {
      byte[] json = files.read(HgsFiles.RECORD, MOST_BYTES);
      return description(json, files.path(HgsFiles.RECORD).toString());
    } catch (MalformedInputException e) {
      throw advised(e, HgsFiles.RECORD, Optional.empty());
    }
  }

  /** A key that was lost before its certificate was disabled is not there. */
  private Optional<HgsKeyFile> key(HgsCertificate each) throws IOException, KeywardException {
    Form form = form(each);
    String name = HgsKeyFile.name(each.certificate().thumbprint(), form);
    boolean isKnown = files.manifest().isPresent() || over.isPresent();
    boolean isLost = !each.isEnabled() && isKnown && !files.has(name);
    Optional<byte[]> content = isLost ? Optional.empty() : files.find(name, MOST_KEY_FILE);
    return content.map(bytes -> new HgsKeyFile(form, bytes));
  }

  /** A file that is not there is reported as one of PKCS#12. */
  private Form form(HgsCertificate each) {
    String reference = HgsKeyFile.name(each.certificate().thumbprint(), Form.REFERENCE);
    return files.has(reference) ? Form.REFERENCE : Form.PKCS12;
  }

  /** Where the private keys are, as far as the files can be read. */
  HgsKeyPlaces places() throws IOException, KeywardException {
    HgsKeyPlaces places = HgsKeyPlaces.NONE;
    for (HgsCertificate each : description().certificates()) {
      Optional<HgsKeyFile> file = readable(each);
      if (file.isPresent()) {
        places = places.with(file.get(), each.certificate().toString());
      }
    }
    return places;
  }

  private Optional<HgsKeyFile> readable(HgsCertificate each) {
    try {
      return key(each);
    } catch (IOException | KeywardException e) {
      return Optional.empty();
    }
  }

  /** The thumbprints of the certificates whose key files cannot be read. */
  List<String> damagedKeys(HgsDescription description) {
    List<String> damaged = new ArrayList<>();
    for (HgsCertificate each : description.certificates()) {
      try {
        key(each);
      } catch (IOException | KeywardException e) {
        damaged.add(each.certificate().thumbprint().toString());
      }
    }
    return damaged;
  }

  private Optional<byte[]> metadata(HgsDescription description)
      throws IOException, KeywardException {
    if (!HgsFiles.hasPrimaries(description) && !files.has(HgsFiles.METADATA)) {
      return Optional.empty();
    }
    try {
      return files.find(HgsFiles.METADATA, GuardianMetadata.MOST_BYTES);
    } catch (MalformedInputException e) {
      throw advised(e, HgsFiles.METADATA, HgsFiles.signing(description));
    }
  }

  /** A later Keyward may keep more in a folder: this one would lose it. */
  private void requireNoOther(HgsDescription description) throws MalformedInputException {
    Stream<String> kept =
        Stream.concat(
            Stream.of(HgsFiles.RECORD, HgsFiles.METADATA),
            description.measuring().policies().stream().map(HgsFiles::policyFile));
    long expected =
        Stream.concat(
                kept,
                description.certificates().stream()
                    .flatMap(each -> HgsKeyFile.names(each.certificate().thumbprint()).stream()))
            .filter(files::has)
            .count();
    if (files.manifest().isPresent() && files.manifest().get().size() != expected) {
      throw advised(
          HgsDamage.of(
              files.path(HgsManifest.FILE),
              "files that are not of this service",
              "only those that this version knows"),
          HgsManifest.FILE,
          Optional.empty());
    }
  }

  private MalformedInputException advised(
      MalformedInputException damage, String name, Optional<Thumbprint> signing) {
    return HgsDamage.advised(damage, HgsDamage.hint(name, number, signing));
  }

  private static HgsDescription description(byte[] json, String where)
      throws MalformedInputException {
    JsonFields fields = JsonFields.parse(json, where);
    if (!fields.text("schema", MOST_WORD).equals(HgsFiles.SCHEMA)) {
      throw fields.bad("schema", "another schema", HgsFiles.SCHEMA);
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
      hosts.add(new RegisteredHost(GuardianName.parse(each.text("name", MOST_WORD)), proof(each)));
      each.end();
    }
    HgsDescription.Measuring measuring = measuring(fields);
    fields.end();
    try {
      return new HgsDescription(name, certificates, hosts, measuring);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of("damaged-service", where, String.valueOf(e.getMessage()), "each of them once"),
          e);
    }
  }

  private static HgsDescription.Measuring measuring(JsonFields fields)
      throws MalformedInputException {
    AttestationKind kind =
        fields.has(HgsFiles.ATTESTATION)
            ? word(
                fields,
                HgsFiles.ATTESTATION,
                Stream.of(AttestationKind.values()),
                AttestationKind::word)
            : AttestationKind.HOST_KEY;
    List<GuardianName> policies = new ArrayList<>();
    if (fields.has(HgsFiles.POLICY_NAMES)) {
      for (String each : fields.texts(HgsFiles.POLICY_NAMES, HgsPolicy.MOST_POLICIES, MOST_WORD)) {
        policies.add(GuardianName.parse(each));
      }
    }
    try {
      return new HgsDescription.Measuring(kind, policies);
    } catch (IllegalArgumentException e) {
      throw fields.bad(HgsFiles.POLICY_NAMES, String.valueOf(e.getMessage()), "each of them once");
    }
  }

  private static HostProof proof(JsonFields host) throws MalformedInputException {
    if (host.has(HgsFiles.ENDORSEMENT_KEY)) {
      return new HostProof.Tpm(
          HostPublicKey.parse(host.base64(HgsFiles.ENDORSEMENT_KEY, MOST_KEY), host.path()));
    }
    if (!host.has(HgsFiles.ENDORSEMENT_AUTHORITIES)) {
      return new HostProof.HostKey(
          HostPublicKey.parse(host.base64(HgsFiles.HOST_KEY, MOST_KEY), host.path()));
    }
    List<GuardianCertificate> authorities = new ArrayList<>();
    int most = HostProof.FirstTpm.MOST_AUTHORITIES;
    for (byte[] der : host.base64s(HgsFiles.ENDORSEMENT_AUTHORITIES, most, MOST_CERTIFICATE)) {
      authorities.add(GuardianCertificate.parse(der, host.path()));
    }
    if (authorities.isEmpty()) {
      throw host.bad(HgsFiles.ENDORSEMENT_AUTHORITIES, "none", "one at least");
    }
    return new HostProof.FirstTpm(authorities);
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
