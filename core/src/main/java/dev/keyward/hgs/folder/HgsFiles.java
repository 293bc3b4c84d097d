package dev.keyward.hgs.folder;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one generation of a service's folder: {@code service.json} with everything that is
 * public, a PKCS#12 file or a reference for each private key, the signed metadata, and the
 * attestation policies.
 *
 * @param description what {@code service.json} says
 * @param keys the key files, by the certificates' thumbprints
 * @param metadata the signed document; empty where a primary certificate is missing
 * @param policies those that the description names, in the same order
 */
record HgsFiles(
    HgsDescription description,
    Map<Thumbprint, HgsKeyFile> keys,
    Optional<byte[]> metadata,
    List<HgsPolicy> policies) {

  static final String RECORD = "service.json";
  static final String METADATA = "metadata.xml";
  static final String SCHEMA = "keyward.hgs/1";
  static final String ATTESTATION = "attestation";
  static final String POLICY_NAMES = "policies";
  static final String HOST_KEY = "key";
  static final String ENDORSEMENT_KEY = "endorsementKey";
  static final String ENDORSEMENT_AUTHORITIES = "endorsementAuthorities";

  private static final String POLICIES = "policies/";
  private static final String POLICY_ENDING = ".yaml";

  HgsFiles {
    keys = Map.copyOf(keys);
    policies = List.copyOf(policies);
    if (!policies.stream().map(HgsPolicy::name).toList().equals(names(description))) {
      throw new IllegalArgumentException("other policies than the description names");
    }
  }

  /** The names of the policies in the order of their files. */
  private static List<GuardianName> names(HgsDescription description) {
    return description.measuring().policies();
  }

  /** With other policies. */
  HgsFiles withPolicies(Collection<HgsPolicy> others) {
    List<HgsPolicy> sorted = others.stream().sorted(Comparator.comparing(HgsPolicy::name)).toList();
    HgsDescription after = description.withPolicies(sorted.stream().map(HgsPolicy::name).toList());
    return new HgsFiles(after, keys, metadata, sorted);
  }

  /** The key file of that certificate; empty where the key was lost. */
  Optional<HgsKeyFile> key(GuardianCertificate certificate) {
    return Optional.ofNullable(keys.get(certificate.thumbprint()));
  }

  /**
   * With other hosts.
   *
   * @throws IllegalArgumentException if {@code after} has other certificates or policies
   */
  HgsFiles withHosts(HgsDescription after) {
    if (!after.certificates().equals(description.certificates())) {
      throw new IllegalArgumentException("a change of certificates");
    }
    return new HgsFiles(after, keys, metadata, policies);
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
    policies.forEach(policy -> files.put(policyFile(policy.name()), policy.yaml()));
    return files;
  }

  static String policyFile(GuardianName name) {
    return POLICIES + name + POLICY_ENDING;
  }

  /** The name of the policy whose file has that name. */
  static Optional<String> policyOf(String name) {
    return name.startsWith(POLICIES) && name.endsWith(POLICY_ENDING)
        ? Optional.of(name.substring(POLICIES.length(), name.length() - POLICY_ENDING.length()))
        : Optional.empty();
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
      tree.putAll(proof(each.proof()));
      hosts.add(tree);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("name", description.name().toString());
    tree.put("certificates", certificates);
    tree.put("hosts", hosts);
    HgsDescription.Measuring measuring = description.measuring();
    if (measuring.kind() != AttestationKind.HOST_KEY) {
      tree.put(ATTESTATION, measuring.kind().word());
    }
    if (!measuring.policies().isEmpty()) {
      tree.put(POLICY_NAMES, measuring.policies().stream().map(Object::toString).toList());
    }
    return tree;
  }

  /** One field, whose name says which proof it is. */
  private static Map<String, Object> proof(HostProof proof) {
    if (proof instanceof HostProof.HostKey hostKey) {
      return Map.of(HOST_KEY, base64(hostKey.key().der()));
    }
    if (proof instanceof HostProof.Tpm tpm) {
      return Map.of(ENDORSEMENT_KEY, base64(tpm.endorsementKey().der()));
    }
    List<String> authorities =
        ((HostProof.FirstTpm) proof)
            .authorities().stream().map(each -> base64(each.der())).toList();
    return Map.of(ENDORSEMENT_AUTHORITIES, authorities);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
