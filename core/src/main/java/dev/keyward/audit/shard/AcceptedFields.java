package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.policy.AcceptedRisk;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An accepted risk of the policy as a line of a shard. Shards carry these and decide nothing by
 * them: only the merge sees all findings.
 */
final class AcceptedFields {

  static final String KIND = "accepted-risk";

  private static final int MOST_ITEMS = 1 << 17;
  private static final int MOST_TEXT = 1 << 12;
  private static final int MOST_LINE = 1 << 24;

  private AcceptedFields() {}

  static Map<String, Object> line(long number, AcceptedRisk risk) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(KIND, number);
    line.put("finding", risk.finding().code());
    line.put("places", risk.places());
    line.put("keys", risk.keys().stream().map(Thumbprint::toString).sorted().toList());
    line.put("reason", risk.decision().reason());
    line.put("by", risk.decision().by());
    line.put("until", risk.decision().until().toString());
    line.put("line", (long) risk.line());
    line.put("column", (long) risk.column());
    return line;
  }

  static ShardEvent.Accepted parse(JsonFields fields) throws MalformedInputException {
    long number = fields.number(KIND, Long.MAX_VALUE);
    AuditFindingCode finding =
        ShardFields.word(fields, "finding", AuditFindingCode.values(), AuditFindingCode::code);
    List<String> places = fields.texts("places", MOST_ITEMS, MOST_TEXT);
    Set<Thumbprint> keys = new HashSet<>();
    for (String key : fields.texts("keys", MOST_ITEMS, 64)) {
      Optional<Thumbprint> digest = Thumbprint.find(key);
      if (digest.isEmpty()) {
        throw fields.bad("keys", "no SHA-256", "64 lower-case hexadecimal digits");
      }
      keys.add(digest.get());
    }
    AcceptedRisk.Decision decision =
        new AcceptedRisk.Decision(
            fields.text("reason", MOST_TEXT), fields.text("by", MOST_TEXT), until(fields));
    int line = (int) fields.number("line", MOST_LINE);
    int column = (int) fields.number("column", MOST_LINE);
    return new ShardEvent.Accepted(
        number, new AcceptedRisk(finding, places, keys, decision, line, column));
  }

  private static LocalDate until(JsonFields fields) throws MalformedInputException {
    String text = fields.text("until", 32);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw fields.bad("until", "no day", "a day such as 2027-03-31");
    }
  }
}
