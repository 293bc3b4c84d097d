package dev.keyward.vm;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.layout.FileKind;
import dev.keyward.vm.layout.HeaderFields;
import dev.keyward.vm.layout.PolicyFields;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** A shielded VM's header as JSON: {@code decode} and {@code encode}, side by side. */
public final class VmHeaderForm {

  private static final int LONGEST = 64;

  private VmHeaderForm() {}

  static byte[] encode(VmHeader header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", FileKind.SHIELDED_VM.schema());
    Map<String, Object> vm = new LinkedHashMap<>();
    vm.put("id", header.vm().id().toString());
    vm.put("name", header.vm().name());
    json.put("vm", vm);
    json.put("policy", PolicyFields.policy(header.policy()));
    HeaderFields.put(header.addressees(), json);
    return JsonWriter.write(json);
  }

  public static VmHeader decode(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "header");
    FileKind.SHIELDED_VM.require(json);
    VmIdentity vm = vm(json.object("vm"));
    VmPolicy policy = PolicyFields.policy(json.object("policy"));
    Addressees addressees = HeaderFields.addressees(json);
    json.end();
    return VmHeader.of(vm, policy, addressees);
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
}
