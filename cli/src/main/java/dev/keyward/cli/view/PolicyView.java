package dev.keyward.cli.view;

import dev.keyward.vm.sealing.VmPolicy;
import java.util.List;
import java.util.Locale;

/** What a policy means for the host, as people and programs read it. */
public final class PolicyView {

  private PolicyView() {}

  /** A line for each rule. */
  public static List<String> lines(VmPolicy policy) {
    return policy.rules().entrySet().stream()
        .map(
            rule ->
                String.format(
                    Locale.ROOT, "    %-20s %s", words(rule.getKey()), said(rule.getValue())))
        .toList();
  }

  private static String words(String rule) {
    return rule.equals("vtpm")
        ? "vTPM"
        : rule.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static String said(String setting) {
    return setting.equals("administrator") ? "left to the host's administrator" : setting;
  }
}
