package dev.keyward.fleet.topology.fact;

import dev.keyward.KeywardException;
import dev.keyward.hgs.PolicyJudge;
import dev.keyward.hgs.description.HgsPolicy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a service judges measured hosts, by what its folder says.
 *
 * @param judge its policies
 * @param policies the SHA-256 of each
 */
public record MeasuredService(PolicyJudge judge, Set<String> policies) {

  /** Copies the set. */
  public MeasuredService {
    policies = Set.copyOf(policies);
  }

  /** By those policies. */
  public static MeasuredService of(List<HgsPolicy> policies) throws KeywardException {
    return new MeasuredService(
        PolicyJudge.of(policies),
        policies.stream().map(each -> each.digest().toString()).collect(Collectors.toSet()));
  }
}
