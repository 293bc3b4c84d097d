package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.message.PolicyReason;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredPolicy;
import dev.keyward.tpm.policy.PolicyMode;
import dev.keyward.tpm.policy.PolicyRefusal;
import dev.keyward.tpm.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies of a service. A host must keep every one that is enforced. */
public final class PolicyJudge {

  private static final String SETTINGS = "756dc455-9528-479a-a86a-c646417316c9";

  /** What MS-HGSA 2.2.2.16 calls the rules that it knows. */
  private static final Map<PolicyRule, String> PUBLISHED =
      Map.of(
          PolicyRule.SECURE_BOOT, "6a460ee1-62ea-416f-ae6c-04e29634506d",
          PolicyRule.PK, SETTINGS,
          PolicyRule.KEK, SETTINGS,
          PolicyRule.DB, SETTINGS,
          PolicyRule.DBX, SETTINGS,
          PolicyRule.DEBUG_MODE, "20188fda-d40b-460d-b078-2e7898a42ae9",
          PolicyRule.DMA_PROTECTION, "da0776e5-6570-44b3-9a17-7e95b4fc7779");

  private final List<Named> policies;

  private record Named(GuardianName name, MeasuredPolicy policy) {}

  private PolicyJudge(List<Named> policies) {
    this.policies = List.copyOf(policies);
  }

  /**
   * Of those policies.
   *
   * @throws KeywardException for one that this version cannot read
   */
  public static PolicyJudge of(List<HgsPolicy> policies) throws KeywardException {
    List<Named> read = new ArrayList<>();
    for (HgsPolicy each : policies) {
      MeasuredPolicy policy = MeasuredPolicy.parse(each.yaml(), "policy " + each.name());
      read.add(new Named(each.name(), policy));
    }
    return new PolicyJudge(read);
  }

  /**
   * A judgement.
   *
   * @param refusals by policies that are enforced; where there are none, the host passes
   * @param reports by policies that only report
   */
  public record Judgement(List<PolicyReason> refusals, List<PolicyReason> reports) {

    /** Copies the lists. */
    public Judgement {
      refusals = List.copyOf(refusals);
      reports = List.copyOf(reports);
    }
  }

  /** Judges a boot. Without an enforced policy nothing would be required, so it is refused. */
  public Judgement judge(MeasuredBoot boot) {
    List<PolicyReason> refusals = reasons(boot, PolicyMode.ENFORCE);
    if (policies.stream().noneMatch(each -> each.policy().mode() == PolicyMode.ENFORCE)) {
      refusals =
          List.of(
              new PolicyReason(
                  "none",
                  "policy",
                  "the service has no policy that is enforced, expected one of hgs policy add",
                  Optional.empty()));
    }
    return new Judgement(refusals, reasons(boot, PolicyMode.REPORT));
  }

  private List<PolicyReason> reasons(MeasuredBoot boot, PolicyMode mode) {
    return policies.stream()
        .filter(each -> each.policy().mode() == mode)
        .flatMap(
            each -> each.policy().judge(boot).stream().map(found -> reason(each.name(), found)))
        .toList();
  }

  private static PolicyReason reason(GuardianName policy, PolicyRefusal found) {
    String place = found.event().isEmpty() ? "" : " (" + found.event() + ")";
    return new PolicyReason(
        policy.toString(),
        found.rule().key(),
        found.found() + ", expected " + found.expected() + place,
        Optional.ofNullable(PUBLISHED.get(found.rule())));
  }
}
