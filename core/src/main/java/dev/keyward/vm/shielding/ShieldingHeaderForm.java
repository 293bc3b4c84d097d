package dev.keyward.vm.shielding;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.HeaderFields;
import dev.keyward.vm.layout.PolicyFields;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The header of shielding data as JSON: {@code encode} and {@code decode}, side by side. */
final class ShieldingHeaderForm {

  private static final int LONGEST_RULE = 32;

  /** The version since which parts have a padding and a qualifier may name a root. */
  private static final int PADDED = 2;

  private ShieldingHeaderForm() {}

  static byte[] encode(ShieldingHeader header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", FileKind.SHIELDING_DATA.schema(header.padded() ? PADDED : PADDED - 1));
    json.put("policy", PolicyFields.policy(header.policy()));
    HeaderFields.put(header.addressees(), json);
    json.put(
        "qualifiers", header.qualifiers().stream().map(ShieldingHeaderForm::qualifier).toList());
    json.put(
        "substitutions",
        header.substitutions().stream().map(each -> Map.of("text", each.text())).toList());
    json.put("parts", HeaderFields.parts(header.parts()));
    return JsonWriter.write(json);
  }

  private static Map<String, Object> qualifier(VolumeIdQualifier qualifier) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", qualifier.name().text());
    json.put("signer", qualifier.signer().toString());
    json.put("version", qualifier.version().toString());
    json.put("rule", qualifier.rule().code());
    qualifier.root().ifPresent(root -> json.put("root", root.toString()));
    return json;
  }

  static ShieldingHeader decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "header");
    boolean padded = FileKind.SHIELDING_DATA.require(json) >= PADDED;
    VmPolicy policy = PolicyFields.policy(json.object("policy"));
    Addressees addressees = HeaderFields.addressees(json);
    List<VolumeIdQualifier> qualifiers = qualifiers(json, padded);
    List<Substitution> substitutions = substitutions(json);
    List<SealedPart> parts = HeaderFields.parts(json);
    json.end();
    if (!ShieldingHeader.areParts(parts, ShieldingHeader.form(padded))) {
      throw json.bad(
          "parts",
          "no answer file first, too much, another size, or a part of another kind",
          "an answer file and files within bounds");
    }
    return new ShieldingHeader(policy, addressees, qualifiers, substitutions, parts, padded);
  }

  private static List<VolumeIdQualifier> qualifiers(JsonFields json, boolean withRoots)
      throws MalformedInputException {
    List<VolumeIdQualifier> qualifiers = new ArrayList<>();
    for (JsonFields each : json.objects("qualifiers", ShieldingHeader.MAX_QUALIFIERS)) {
      DiskName name = each.parsed("name", DiskName.MAX_LENGTH, DiskName::parse);
      Thumbprint signer = HeaderFields.digest(each, "signer");
      DiskVersion version = each.parsed("version", DiskVersion.MAX_LENGTH, DiskVersion::parse);
      VersionRule rule =
          VersionRule.find(each.text("rule", LONGEST_RULE))
              .filter(known -> withRoots || !known.isOfContent())
              .orElseThrow(() -> each.bad("rule", "an unknown rule", "a known one"));
      Optional<TreeHash> root =
          rule.isOfContent()
              ? Optional.of(TreeHash.of(HeaderFields.digest(each, "root").bytes()))
              : Optional.empty();
      each.end();
      qualifiers.add(new VolumeIdQualifier(name, signer, version, rule, root));
    }
    if (qualifiers.isEmpty()) {
      throw json.bad("qualifiers", "none", "at least one");
    }
    return qualifiers;
  }

  private static List<Substitution> substitutions(JsonFields json) throws MalformedInputException {
    List<Substitution> substitutions = new ArrayList<>();
    for (JsonFields each : json.objects("substitutions", AnswerFile.MAX_SUBSTITUTIONS)) {
      substitutions.add(
          Substitution.find(each.text("text", Substitution.MAX_LENGTH))
              .orElseThrow(() -> each.bad("text", "one that no host knows", "a known one")));
      each.end();
    }
    return substitutions;
  }
}
