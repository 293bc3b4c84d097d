package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two reports of a test, and keeps what is handed on as texts. */
final class KeptDiff implements DiffReceiver {

  final List<String> rows = new ArrayList<>();
  final DiffSummary summary;

  private KeptDiff(DiffSide before, DiffSide after) throws KeywardException, IOException {
    this.summary = new AuditDiff(before, after).run(this);
  }

  static KeptDiff of(ReportText before, ReportText after) throws KeywardException, IOException {
    return new KeptDiff(before.side(), after.side());
  }

  @Override
  public void protector(ProtectorChange change) {
    rows.add(text(change));
  }

  @Override
  public void earlier(ProtectorChange change) {
    rows.add(text(change));
  }

  @Override
  public void finish(DiffSummary end) {}

  /** Such as {@code changed web +hgs -old new: [granted to hgs]}. */
  private static String text(ProtectorChange change) {
    Turn turn = change.turn();
    Stream<String> parts =
        Stream.of(
                Stream.of(change.change().code(), change.protector().place().file()),
                change.protector().place().entry().stream().mapToObj(entry -> "#" + entry),
                turn.owner().stream().map(owner -> "owner"),
                turn.letIn().stream().map(each -> "+" + key(each)),
                turn.takenOut().stream().map(each -> "-" + key(each)),
                turn.otherKeys().stream().map(each -> key(each.before()) + ">" + key(each.after())),
                texts("new", change.appeared()),
                texts("solved", change.solved()))
            .flatMap(each -> each);
    return parts.collect(Collectors.joining(" "));
  }

  private static String key(DiffParty party) {
    return party.key().map(each -> each.toString().substring(0, 8)).orElse(party.party().label());
  }

  private static Stream<String> texts(String what, List<Finding> findings) {
    return findings.stream().map(Finding::found).sorted().map(each -> what + ":" + each);
  }

  /** A key as rows name it. */
  static String key(int number) {
    return ReportText.print("key " + number).substring(0, 8);
  }
}
