package dev.keyward.tpm.policy;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import dev.keyward.tpm.log.LogEvent;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.log.MeasuredText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All command lines that were measured are as one of the patterns. GRUB measures the line into
 * register 8, among its own commands, and systemd's stub into register 12. Only a label says which
 * of GRUB's events is the kernel's, and no digest covers this label. So every text of both
 * registers has to be known, and every text that can be a kernel's line is judged. A kernel that
 * firmware starts measures its line as the first event of register 9, where the log does not hold
 * the text.
 *
 * @param patterns texts with {@code *}
 * @param digests of measured texts that the log does not hold
 */
record CommandLineRule(List<TextPattern> patterns, Set<Thumbprint> digests) implements BootRule {

  private static final int MOST_SHOWN = 200;
  private static final int GRUB = 8;
  private static final int STUB = 12;
  private static final int KERNEL = 9;

  /** What GRUB's commands that take a kernel's line begin with. */
  private static final Set<String> COMMANDS = Set.of("linux", "linux16", "linuxefi");

  private static final String LISTED = "one that is listed";

  @Override
  public List<PolicyRefusal> judge(MeasuredBoot boot) {
    List<PolicyRefusal> refusals = new ArrayList<>();
    boolean measured = false;
    for (MeasuredText text : measured(boot)) {
      boolean listed = digests.contains(text.event().digest());
      Optional<String> line = line(text);
      measured |= listed || line.isPresent();
      if (!listed) {
        refusal(text, line).ifPresent(refusals::add);
      }
    }
    if (!measured && refusals.isEmpty()) {
      String found = "the log measures no command line";
      refusals.add(new PolicyRefusal(PolicyRule.COMMAND_LINES, "", found, LISTED));
    }
    return refusals;
  }

  /** The events that are command lines, or can hide one. */
  static List<MeasuredText> measured(MeasuredBoot boot) {
    Stream<MeasuredText> first =
        boot.log().events(KERNEL).stream()
            .limit(1)
            .map(boot::text)
            .filter(measured -> measured.text().isPresent());
    return Stream.of(boot.texts(GRUB).stream(), boot.texts(STUB).stream(), first)
        .flatMap(texts -> texts)
        .toList();
  }

  private Optional<PolicyRefusal> refusal(MeasuredText measured, Optional<String> line) {
    LogEvent event = measured.event();
    if (measured.text().isEmpty()) {
      return Optional.of(refusal(event, event + " has no text of its digest " + event.digest()));
    }
    return line.filter(text -> patterns.stream().noneMatch(pattern -> pattern.matches(text)))
        .map(text -> refusal(event, shown(text)));
  }

  /** The kernel's command line, if the text can be one. */
  static Optional<String> line(MeasuredText measured) {
    String text = measured.text().orElse("");
    if (measured.event().register() != GRUB) {
      return measured.text();
    }
    // A kernel's line begins with the path of its file.
    if (text.startsWith("/") || text.startsWith("(")) {
      return Optional.of(text);
    }
    int space = text.indexOf(' ');
    boolean command = space > 0 && COMMANDS.contains(text.substring(0, space));
    return command ? Optional.of(text.substring(space + 1).strip()) : Optional.empty();
  }

  private static String shown(String line) {
    return "the command line is \"" + ForeignText.line(line, MOST_SHOWN) + "\"";
  }

  private static PolicyRefusal refusal(LogEvent event, String found) {
    return new PolicyRefusal(PolicyRule.COMMAND_LINES, event.toString(), found, LISTED);
  }
}
