package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shielded VM's header as JSON: {@code decode} and {@code encode}, side by side. */
final class VmHeaderForm {

  private static final int MAX_CERTIFICATE = 1 << 14;
  private static final int LONGEST = 64;

  private VmHeaderForm() {}

  static byte[] encode(VmHeader header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", FileKind.SHIELDED_VM.schema());
    Map<String, Object> vm = new LinkedHashMap<>();
    vm.put("id", header.vm().id().toString());
    vm.put("name", header.vm().name());
    json.put("vm", vm);
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("name", header.policy().code());
    policy.putAll(header.policy().rules());
    json.put("policy", policy);
    Map<String, Object> owner = guardian(header.owner());
    owner.put("certificate", Base64.getEncoder().encodeToString(header.certificate().der()));
    json.put("owner", owner);
    json.put("guardians", header.guardians().stream().map(VmHeaderForm::guardian).toList());
    return JsonWriter.write(json);
  }

  private static Map<String, Object> guardian(PermittedGuardian guardian) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", guardian.name().toString());
    json.put("signing", guardian.signing().toString());
    json.put("encryption", guardian.encryption().toString());
    return json;
  }

  static VmHeader decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "header");
    FileKind.SHIELDED_VM.require(json);
    VmIdentity vm = vm(json.object("vm"));
    VmPolicy policy = policy(json.object("policy"));
    JsonFields ownerFields = json.object("owner");
    GuardianCertificate certificate = certificate(ownerFields);
    PermittedGuardian owner = guardian(ownerFields);
    if (!owner.signing().equals(Digest.of(certificate.publicKey()))) {
      throw json.bad("owner/signing", "the digest of another key", "that of the certificate's");
    }
    List<PermittedGuardian> guardians = new ArrayList<>();
    for (JsonFields each : json.objects("guardians", VmHeader.MAX_GUARDIANS)) {
      guardians.add(guardian(each));
    }
    if (!VmHeader.distinct(owner, guardians)) {
      throw json.bad("guardians", "a key that occurs twice", "keys of their own");
    }
    json.end();
    return new VmHeader(vm, policy, owner, certificate, guardians);
  }

  private static VmIdentity vm(JsonFields json) throws KeywardException {
    String id = json.text("id", LONGEST);
    if (id.chars().anyMatch(Character::isUpperCase)) {
      throw json.bad("id", "upper case", "lower case");
    }
    String name = json.text("name", VmIdentity.MAX_NAME);
    json.end();
    try {
      return VmIdentity.parse(id, name);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }

  /** The rules are in words for whoever reads the header; they may not say another thing. */
  private static VmPolicy policy(JsonFields json) throws KeywardException {
    VmPolicy policy =
        VmPolicy.find(json.text("name", LONGEST))
            .orElseThrow(() -> json.bad("name", "an unknown policy", "a known one"));
    for (Map.Entry<String, String> rule : policy.rules().entrySet()) {
      if (!json.text(rule.getKey(), LONGEST).equals(rule.getValue())) {
        throw json.bad(
            rule.getKey(), "another rule", rule.getValue() + ", as " + policy.code() + " means");
      }
    }
    json.end();
    return policy;
  }

  private static GuardianCertificate certificate(JsonFields json) throws KeywardException {
    byte[] der = json.base64("certificate", MAX_CERTIFICATE);
    return GuardianCertificate.parse(der, json.path() + "/certificate");
  }

  private static PermittedGuardian guardian(JsonFields json) throws KeywardException {
    String name = json.text("name", LONGEST);
    Digest signing = digest(json, "signing");
    Digest encryption = digest(json, "encryption");
    json.end();
    try {
      return new PermittedGuardian(GuardianName.parse(name), signing, encryption);
    } catch (MalformedInputException e) {
      throw e.within(json.path());
    }
  }

  static Digest digest(JsonFields json, String name) throws MalformedInputException {
    return Digest.find(json.text(name, LONGEST))
        .orElseThrow(() -> json.bad(name, "no SHA-256", "64 hexadecimal digits in lower case"));
  }
}
