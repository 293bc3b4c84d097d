package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.SetCount;
import dev.keyward.cli.report.Headline;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a manager reads: the scope, three numbers, the five most severe findings, who can open how
 * many, and what was not checked.
 *
 * @param note who made the report, or for whom, in the words of the user
 * @param gravest one sentence each
 * @param unchecked one line each
 */
public record FirstPage(
    Optional<String> note,
    String scope,
    List<Headline> numbers,
    List<Sentence> gravest,
    List<SetShare> sets,
    List<String> unchecked) {

  private static final int MOST_FINDINGS = 5;
  private static final int MOST_SETS = 6;
  private static final int MOST_INPUTS = 3;
  private static final int MOST_IN_NOTE = 1_000;
  private static final int MOST_IN_SENTENCE = 160;
  private static final int MOST_IN_SET = 90;
  private static final int BAR = 1_000;
  private static final int LEAST = 2;

  /** A finding. */
  public record Sentence(String css, String word, String text, String count) {}

  /** A part of the bar of guardian sets, in thousandths of it. */
  public record SetShare(long x, long width, String css, String label, String count) {}

  /** Of this audit. */
  public static FirstPage of(AuditSummary summary, Optional<String> note) {
    AuditCounts counts = summary.counts();
    return new FirstPage(
        note.map(text -> Inert.shown(text, MOST_IN_NOTE)),
        scope(summary),
        List.of(
            Headline.of(counts.worst(Severity.ERROR), "with errors", "error"),
            Headline.of(counts.worst(Severity.WARNING), "with warnings only", "warning"),
            Headline.of(counts.clean() + counts.worst(Severity.NOTE), "with neither", "fine")),
        summary.distinctFindings().stream()
            .filter(each -> each.finding().severity() != Severity.NOTE)
            .limit(MOST_FINDINGS)
            .map(FirstPage::sentence)
            .toList(),
        sets(summary),
        summary.omissions().stream()
            .map(each -> Words.sentence(each.check() + ": " + each.why()))
            .toList());
  }

  private static String scope(AuditSummary summary) {
    List<AuditInput> inputs = summary.inputs();
    String named =
        inputs.stream()
            .limit(MOST_INPUTS)
            .map(input -> Inert.listed(input.path(), MatrixRows.MOST_IN_NAME))
            .collect(Collectors.joining(", "));
    int more = inputs.size() - MOST_INPUTS;
    String policy =
        summary
            .basis()
            .policy()
            .map(file -> "by the policy " + Inert.listed(file.path(), MatrixRows.MOST_IN_NAME))
            .orElse("without a policy");
    long files = inputs.stream().mapToLong(AuditInput::files).sum();
    String accepted =
        summary.accepted().isEmpty()
            ? ""
            : "; " + Words.count(summary.accepted().size(), "accepted risk") + " apart";
    return Words.count(summary.counts().protectors(), "protector")
        + " in "
        + named
        + (more > 0 ? " and " + Words.number(more) + " more" : "")
        + " ("
        + Words.count(files, "file")
        + "), judged "
        + policy
        + accepted
        + ".";
  }

  private static Sentence sentence(LocatedFinding each) {
    String text = each.finding().code().title() + ": " + each.finding().found();
    return new Sentence(
        each.finding().severity().code(),
        each.finding().severity().code(),
        Words.sentence(Inert.shown(text, MOST_IN_SENTENCE)),
        Words.count(each.count(), "protector"));
  }

  private static List<SetShare> sets(AuditSummary summary) {
    List<SetCount> all = summary.distinctSets();
    long protectors = Math.max(1, all.stream().mapToLong(SetCount::count).sum());
    List<SetShare> shares = new ArrayList<>();
    long before = 0;
    for (SetCount set : all.subList(0, Math.min(all.size(), MOST_SETS))) {
      String label = Inert.shown(set.set().toString(), MOST_IN_SET);
      long x = share(before, protectors);
      before += set.count();
      long width = Math.max(LEAST, share(before, protectors) - x);
      shares.add(new SetShare(x, width, "s" + shares.size(), label, Words.number(set.count())));
    }
    long others = all.size() - (long) shares.size();
    if (others > 0) {
      long x = share(before, protectors);
      String label = Words.count(others, "other set");
      shares.add(new SetShare(x, BAR - x, "s-others", label, Words.number(protectors - before)));
    }
    return shares;
  }

  private static long share(long count, long all) {
    return Math.round((double) BAR * count / all);
  }
}
