package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the audit rested on, as the page shows it. */
record BasisView(
    String clock,
    String within,
    List<String> names,
    Optional<InputView> policy,
    List<InputView> inputs,
    Optional<String> others) {

  private static final int MOST_IN_PATH = 400;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Something that was read. */
  record InputView(String path, String kind, String files, String bytes, String sha256) {}

  static BasisView of(AuditSummary summary) {
    return new BasisView(
        MOMENT.format(summary.basis().clock()),
        Words.count(summary.basis().within().toDays(), "day"),
        summary.basis().names().stream().map(name -> Inert.shown(name, MOST_IN_PATH)).toList(),
        summary.basis().policy().map(BasisView::input),
        summary.inputs().stream().map(BasisView::input).toList(),
        Optional.of(OthersLine.of(summary.others())).filter(text -> !text.isEmpty()));
  }

  private static InputView input(AuditInput input) {
    return new InputView(
        Inert.shown(input.path(), MOST_IN_PATH),
        input.folder() ? "folder" : "file",
        Words.number(input.files()),
        Words.number(input.bytes()),
        input.sha256().toString());
  }
}
