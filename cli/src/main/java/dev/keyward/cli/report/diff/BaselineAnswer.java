package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.diff.Turn;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.audit.AuditAnswer;
import java.util.List;
import java.util.Optional;

/**
 * An audit with what changed since an earlier one, as programs read it: the answer of an audit and
 * more.
 *
 * @param protectors in the order of the input
 * @param earlier what is gone or ambiguous, as the earlier audit has it
 * @param audit what is known at the end
 * @param changes what changed, all together
 */
@Answer.To("audit-baseline")
record BaselineAnswer(
    List<Protector> protectors,
    List<DiffAnswer.Protector> earlier,
    @Answer.Inline AuditAnswer.Summary audit,
    DiffAnswer.Summary changes)
    implements Answer {

  /** One protector, and what became of it unless it is unchanged. */
  record Protector(
      @Answer.Inline AuditAnswer.Protector protector, @Answer.IfPresent Optional<Changed> change)
      implements Answer {

    static Protector of(ProtectorChange change, CommandLine commands) {
      return new Protector(
          AuditAnswer.Protector.of(change.protector(), commands),
          Optional.of(change).filter(each -> each.change() != Change.UNCHANGED).map(Changed::of));
    }
  }

  /** What became of a protector. */
  record Changed(
      String change,
      @Answer.IfPresent Optional<DiffAnswer.Before> before,
      @Answer.IfPresent Optional<DiffAnswer.Turned> set,
      List<DiffAnswer.Found> findings)
      implements Answer {

    static Changed of(ProtectorChange change) {
      return new Changed(
          change.change().code(),
          change.before().map(DiffAnswer.Before::of),
          Optional.of(change.turn()).filter(Turn::isAny).map(DiffAnswer.Turned::of),
          DiffAnswer.Protector.found(change));
    }
  }
}
