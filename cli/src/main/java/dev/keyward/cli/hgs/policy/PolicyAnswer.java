package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.tpm.policy.MeasuredPolicy;
import java.util.ArrayList;
import java.util.List;

/** What the verbs about policies answer. */
final class PolicyAnswer {

  private PolicyAnswer() {}

  /** A policy, by what a service compares. */
  record Policy(String name, String mode, Thumbprint sha256) implements Answer {

    static Policy of(HgsPolicy policy) throws KeywardException {
      String mode = MeasuredPolicy.parse(policy.yaml(), "policy " + policy.name()).mode().word();
      return new Policy(policy.name().toString(), mode, policy.digest());
    }
  }

  /** Several policies. */
  @Answer.To({"hgs-policy-add", "hgs-policy-list"})
  record Policies(List<Policy> policies) implements Answer {

    static Policies of(List<HgsPolicy> policies) throws KeywardException {
      List<Policy> all = new ArrayList<>();
      for (HgsPolicy each : policies) {
        all.add(Policy.of(each));
      }
      return new Policies(all);
    }
  }

  /** The names of those that were removed. */
  @Answer.To("hgs-policy-remove")
  record Removed(List<String> names) implements Answer {}

  /** A policy with the text of its file. */
  @Answer.To("hgs-policy-show")
  record Shown(@Answer.Inline Policy policy, String yaml) implements Answer {}
}
