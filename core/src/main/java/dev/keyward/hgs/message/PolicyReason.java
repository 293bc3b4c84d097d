package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of a policy that a host does not keep.
 *
 * @param policy the name of the policy
 * @param rule the rule, such as {@code secure-boot}
 * @param text the event, what was found and what was expected
 * @param guid what the protocol calls the rule (MS-HGSA 2.2.2.16); empty for a rule of Keyward's
 */
public record PolicyReason(String policy, String rule, String text, Optional<String> guid) {

  /** The most that are sent. */
  public static final int MOST = 64;

  private static final String REASONS = "Reasons";
  private static final String OWN = "KeywardReasons";
  private static final String POLICY = "Policy";
  private static final String RULE = "Rule";
  private static final String TEXT = "Text";
  private static final String GUID = "Guid";
  private static final int MOST_WORD = 64;
  private static final int MOST_TEXT = 300;

  /** Cleans the texts, which can hold words of a host, and cuts them. */
  public PolicyReason {
    policy = ForeignText.line(policy, MOST_WORD);
    rule = ForeignText.line(rule, MOST_WORD);
    text = ForeignText.line(text, MOST_TEXT);
  }

  /** Puts them into an error reply; an empty list leaves it as it is. */
  static void write(List<PolicyReason> reasons, Map<String, Object> tree) {
    if (reasons.isEmpty()) {
      return;
    }
    tree.put(REASONS, reasons.stream().flatMap(each -> each.guid().stream()).distinct().toList());
    tree.put(OWN, reasons.stream().map(PolicyReason::tree).toList());
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(POLICY, policy);
    tree.put(RULE, rule);
    tree.put(TEXT, text);
    guid.ifPresent(known -> tree.put(GUID, known));
    return tree;
  }

  /** Those of an error reply; empty for a service that is not Keyward's. */
  static List<PolicyReason> read(JsonFields fields) throws MalformedInputException {
    List<PolicyReason> reasons = new ArrayList<>();
    if (fields.has(OWN)) {
      for (JsonFields each : fields.objects(OWN, MOST)) {
        reasons.add(
            new PolicyReason(
                each.text(POLICY, MOST_WORD),
                each.text(RULE, MOST_WORD),
                each.text(TEXT, MOST_TEXT + MOST_WORD),
                each.has(GUID) ? Optional.of(each.text(GUID, MOST_WORD)) : Optional.empty()));
      }
    }
    return reasons;
  }

  /** For people: the policy, then the rule and its text. */
  @Override
  public String toString() {
    return "policy " + policy + ": " + rule + ": " + text;
  }
}
