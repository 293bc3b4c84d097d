package dev.keyward.cli;

import dev.keyward.cli.YearVm.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The accepted risks of {@link YearOfAuditsTest}, each with its last day. */
final class YearPolicy {

  private final Map<String, List<String>> keys;
  private final List<Risk> risks = new ArrayList<>();

  private record Risk(String vm, Found found, LocalDate until) {}

  /** What an audit does with a finding. */
  enum State {
    /** The VM does not have it. */
    NONE,
    /** It counts. */
    OPEN,
    /** The policy accepts it. */
    ACCEPTED
  }

  /** It begins without risks. A risk about a guardian needs the digests of its keys. */
  YearPolicy(Map<String, List<String>> keys) {
    this.keys = keys;
  }

  void accept(String vm, Found found, LocalDate until) {
    risks.add(new Risk(vm, found, until));
  }

  State state(String vm, Found found, Instant time) {
    LocalDate today = LocalDate.ofInstant(time, ZoneOffset.UTC);
    boolean accepted =
        risks.stream()
            .filter(risk -> risk.vm().equals(vm) && risk.found().equals(found))
            .anyMatch(risk -> !today.isAfter(risk.until()));
    return accepted ? State.ACCEPTED : State.OPEN;
  }

  /** How many risks no VM has at this time. */
  long unused(Function<String, YearVm> machines, Instant time) {
    return risks.stream()
        .filter(
            risk -> {
              YearVm machine = machines.apply(risk.vm());
              return machine == null || !machine.findings(time).contains(risk.found());
            })
        .count();
  }

  /** How many of them have ended. */
  long ended(Instant time) {
    LocalDate today = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return risks.stream().filter(risk -> today.isAfter(risk.until())).count();
  }

  int size() {
    return risks.size();
  }

  /** The file; the folder of the audit has another name each month. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("schema: keyward.audit-policy/1");
    if (!risks.isEmpty()) {
      lines.add("accepted:");
    }
    for (Risk risk : risks) {
      String about = risk.found().about();
      lines.add("  - finding: " + risk.found().code());
      lines.add("    places: ['*/*/" + risk.vm() + ".xml']");
      if (!about.isEmpty()) {
        lines.add("    keys: " + keys.get(about));
      }
      lines.add("    reason: it is planned");
      lines.add("    by: Ada Auditor");
      lines.add("    until: " + risk.until());
    }
    return lines;
  }
}
