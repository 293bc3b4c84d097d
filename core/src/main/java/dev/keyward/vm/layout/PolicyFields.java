package dev.keyward.vm.layout;

import dev.keyward.KeywardException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** A policy in JSON, as headers of machines and of shielding data have it. */
public final class PolicyFields {

  private static final int LONGEST = 64;

  private PolicyFields() {}

  /** The policy and its meaning, in words for readers of the header. */
  public static Map<String, Object> policy(VmPolicy policy) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", policy.code());
    json.putAll(policy.rules());
    return json;
  }

  /** The rules may not say another thing than the policy. */
  public static VmPolicy policy(JsonFields json) throws KeywardException {
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
}
