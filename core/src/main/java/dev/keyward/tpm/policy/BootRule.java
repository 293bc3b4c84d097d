package dev.keyward.tpm.policy;

import dev.keyward.tpm.log.MeasuredBoot;
import java.util.List;

/** One rule with its expectation. */
@FunctionalInterface
interface BootRule {

  /** What a boot is refused for by this rule; empty where it is as expected. */
  List<PolicyRefusal> judge(MeasuredBoot boot);
}
