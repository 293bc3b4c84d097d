package dev.keyward.cli.command;

import dev.keyward.protector.KnownGuardians;
import dev.keyward.protector.Wrapping;
import dev.keyward.protector.WrappingId;
import dev.keyward.vm.PermittedGuardian;
import dev.keyward.vm.SealedPart;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A shielded VM as people read it: what its owner signed, and what no key has proved yet. */
final class VmView {

  private final ShieldedVm vm;
  private final KnownGuardians known;
  private final VerifiedView protector;
  private final boolean proved;

  VmView(ShieldedVm vm, KnownGuardians known, Set<WrappingId> proved) {
    this.vm = vm;
    this.known = known;
    this.protector = new VerifiedView(vm.protector(), known, proved);
    this.proved = !proved.isEmpty();
  }

  /** Who sealed the protector, in the words every command uses. */
  String sealedBy() {
    return protector.sealedBy();
  }

  List<String> warnings() {
    return protector.warnings();
  }

  List<String> lines() {
    VmHeader header = vm.header();
    List<String> lines = new ArrayList<>();
    add(lines, "name", Text.printable(header.vm().name()));
    add(lines, "id", header.vm().id().toString());
    add(lines, "policy", header.policy().code());
    header
        .policy()
        .rules()
        .forEach(
            (rule, setting) ->
                lines.add(String.format("    %-20s %s", words(rule), said(setting))));
    add(lines, "owner", owner() + ", who signed all of the above and the guardians below");
    add(lines, "guardians", header.guardians().isEmpty() ? "none" : "");
    for (PermittedGuardian guardian : header.guardians()) {
      lines.add(String.format("    %-20s %s", guardian.name(), here(guardian)));
    }
    add(lines, "protector", protector.sealedBy());
    protector.wrappingLines().forEach(line -> lines.add("  " + line));
    add(lines, "generation", generation());
    add(lines, "parts", vm.parts().isEmpty() ? "none" : "" + vm.parts().size());
    for (SealedPart part : vm.parts()) {
      lines.add(String.format("    %-28s %s", part.name(), Text.count(part.size(), "byte")));
    }
    return lines;
  }

  /** Who can open it, and whether that was proved. */
  List<String> accessLines() {
    List<String> lines = new ArrayList<>(protector.wrappingLines());
    lines.add("  generation: " + generation());
    return lines;
  }

  private String generation() {
    return vm.generation() + (proved ? "" : " (like the parts not proved, no key)");
  }

  private static void add(List<String> lines, String what, String value) {
    lines.add(String.format("  %-13s %s", what, value).stripTrailing());
  }

  private static String words(String rule) {
    return rule.equals("vtpm")
        ? "vTPM"
        : rule.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String said(String setting) {
    return setting.equals("administrator") ? "left to the host's administrator" : setting;
  }

  /** The name here, or that the owner's name for itself is all there is. */
  private String owner() {
    return known
        .signerName(vm.header().certificate())
        .orElseGet(
            () ->
                "unknown here ("
                    + vm.header().certificate().thumbprint().toString().substring(0, 16)
                    + "), calls itself "
                    + vm.header().owner().name());
  }

  /** The header has digests only; the certificates that tell the name are in the wrapping. */
  private String here(PermittedGuardian guardian) {
    return vm.protector().wrappings().stream()
        .filter(guardian::owns)
        .findFirst()
        .map(this::name)
        .orElse("permitted, without a wrapping");
  }

  private String name(Wrapping wrapping) {
    String name = protector.name(wrapping);
    return name.startsWith("unknown") ? "permitted, " + name : "permitted, known here as " + name;
  }

  /** What JSON output says of it. */
  Map<String, Object> json(String file) {
    VmHeader header = vm.header();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("id", header.vm().id().toString());
    json.put("name", header.vm().name());
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("name", header.policy().code());
    policy.putAll(header.policy().rules());
    json.put("policy", policy);
    Map<String, Object> owner = json(header.owner());
    owner.put("known", known.signerName(header.certificate()));
    json.put("owner", owner);
    json.put("guardians", header.guardians().stream().map(VmView::json).toList());
    json.put("headerSha256", vm.headerDigest().toString());
    json.put("generation", vm.generation());
    json.put("parts", vm.parts().stream().map(VmView::json).toList());
    json.put("partsProved", proved);
    json.put("protector", protector.json());
    return json;
  }

  private static Map<String, Object> json(PermittedGuardian guardian) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", guardian.name().toString());
    json.put("signingKeySha256", guardian.signing().toString());
    json.put("encryptionKeySha256", guardian.encryption().toString());
    return json;
  }

  static Map<String, Object> json(SealedPart part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", part.name().toString());
    json.put("size", part.size());
    json.put("sealedSize", part.sealedSize());
    json.put("sealedSha256", part.digest().toString());
    return json;
  }
}
