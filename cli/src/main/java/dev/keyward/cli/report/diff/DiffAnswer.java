package dev.keyward.cli.report.diff;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffCounts;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffParty;
import dev.keyward.audit.diff.DiffSide;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.audit.diff.ProtectorChange;
import dev.keyward.audit.diff.Turn;
import dev.keyward.audit.result.Party;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.audit.AuditAnswer;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changed between two audits, as programs read it. The protectors are written while they come
 * and the summary at the end, so that this whole is a type only.
 *
 * @param protectors that are new, gone, changed or ambiguous
 * @param summary what is known at the end
 */
@Answer.To("audit-diff")
record DiffAnswer(List<Protector> protectors, @Answer.Inline Whole summary) implements Answer {

  /** All that is known at the end. */
  record Whole(String keyward, Side after, @Answer.Inline Summary changes) implements Answer {

    static Whole of(DiffSummary summary, String version) {
      return new Whole(version, Side.of(summary.after()), Summary.of(summary));
    }
  }

  /** What changed, all together, and since when. */
  record Summary(
      Side before,
      Counts counts,
      List<Guardian> guardians,
      List<Sets> sets,
      List<Beside> findings,
      List<AuditAnswer.NotMade> omissions)
      implements Answer {

    static Summary of(DiffSummary summary) {
      return new Summary(
          Side.of(summary.before()),
          Counts.of(summary.counts(), summary.unlisted()),
          summary.guardians().stream().map(Guardian::of).toList(),
          summary.turns().stream().map(Sets::of).toList(),
          Stream.concat(
                  summary.beside().appeared().stream().map(each -> Beside.of(State.NEW, each)),
                  summary.beside().solved().stream().map(each -> Beside.of(State.SOLVED, each)))
              .toList(),
          summary.omissions().stream().map(AuditAnswer.NotMade::of).toList());
    }
  }

  /** One of the audits. */
  record Side(
      String path,
      @Answer.IfPresent Optional<AuditAnswer.Input> report,
      AuditAnswer.Basis basis,
      List<AuditAnswer.Input> inputs,
      AuditAnswer.Counts counts)
      implements Answer {

    static Side of(DiffSide.End end) {
      return new Side(
          end.path(),
          end.report().map(AuditAnswer.Input::of),
          AuditAnswer.Basis.of(end.summary().basis()),
          end.summary().inputs().stream().map(AuditAnswer.Input::of).toList(),
          AuditAnswer.Counts.of(end.summary()));
    }
  }

  /** The headline numbers. */
  record Counts(
      Map<String, Long> protectors,
      long ambiguousBefore,
      long sets,
      long standings,
      long sealedAgain,
      long sealedByOther,
      Matched matched,
      Map<String, Map<String, Long>> findings,
      long unlisted)
      implements Answer {

    static Counts of(DiffCounts counts, long unlisted) {
      Map<String, Long> protectors = new LinkedHashMap<>();
      for (Change change : Change.values()) {
        protectors.put(change.code(), counts.of(change));
      }
      Map<String, Map<String, Long>> findings = new LinkedHashMap<>();
      for (State state : State.values()) {
        Map<String, Long> bySeverity = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
          bySeverity.put(severity.code(), counts.of(state, severity));
        }
        findings.put(code(state), bySeverity);
      }
      return new Counts(
          protectors,
          counts.ambiguousBefore(),
          counts.sets(),
          counts.standings(),
          counts.sealedAgain(),
          counts.sealedByOther(),
          new Matched(counts.matched().id(), counts.matched().name(), counts.matched().path()),
          findings,
          unlisted);
    }
  }

  /** By what protectors were found in both audits. */
  record Matched(long id, long name, long path) implements Answer {}

  static String code(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** A guardian, and how often it was let in and taken out. */
  record Guardian(@Answer.Inline Who guardian, long letIn, long takenOut) implements Answer {

    static Guardian of(DiffSummary.GuardianTurns turns) {
      return new Guardian(Who.of(turns.guardian()), turns.letIn(), turns.takenOut());
    }
  }

  /** A party, and its signing key where the audits tell it. */
  record Who(
      String label,
      Optional<String> name,
      Optional<Thumbprint> signing,
      Optional<Thumbprint> keySha256)
      implements Answer {

    static Who of(DiffParty party) {
      return new Who(
          party.party().label(), party.party().name(), party.party().signing(), party.key());
    }
  }

  /** How a guardian set changed. */
  record Turned(
      @Answer.IfPresent Optional<Owner> otherOwner,
      List<Who> letIn,
      List<Who> takenOut,
      List<OtherKey> otherKeys)
      implements Answer {

    static Turned of(Turn turn) {
      return new Turned(
          turn.owner().map(Owner::of),
          turn.letIn().stream().map(Who::of).toList(),
          turn.takenOut().stream().map(Who::of).toList(),
          turn.otherKeys().stream().map(OtherKey::of).toList());
    }
  }

  /** The owners before and after. */
  record Owner(Optional<Who> before, Optional<Who> after) implements Answer {

    static Owner of(Turn.OtherOwner owner) {
      return new Owner(owner.before().map(Who::of), owner.after().map(Who::of));
    }
  }

  /** One name with another signing key. */
  record OtherKey(Who before, Who after) implements Answer {

    static OtherKey of(Turn.OtherKey other) {
      return new OtherKey(Who.of(other.before()), Who.of(other.after()));
    }
  }

  /** Protectors whose sets changed in the same way. */
  record Sets(
      @Answer.Inline Turned turn,
      Optional<String> sealer,
      long count,
      List<AuditAnswer.Place> places,
      long more)
      implements Answer {

    static Sets of(DiffSummary.SetTurns turns) {
      return new Sets(
          Turned.of(turns.turn()),
          turns.sealer().map(Party::label),
          turns.count(),
          turns.places().stream().map(AuditAnswer.Place::of).toList(),
          turns.count() - turns.places().size());
    }
  }

  /** A finding and what became of it. */
  record Found(String state, String code, Severity severity, String found) implements Answer {

    static Found of(State state, Finding finding) {
      return new Found(
          DiffAnswer.code(state), finding.code().code(), finding.severity(), finding.found());
    }
  }

  /** A finding about no protector. */
  record Beside(@Answer.Inline Found finding, long count, List<AuditAnswer.Place> places, long more)
      implements Answer {

    static Beside of(State state, LocatedFinding found) {
      return new Beside(
          Found.of(state, found.finding()),
          found.count(),
          found.places().stream().map(AuditAnswer.Place::of).toList(),
          found.count() - found.places().size());
    }
  }

  /** What a protector was. */
  record Before(
      String standing, Optional<String> owner, List<String> guardians, Optional<String> sealer)
      implements Answer {

    static Before of(ProtectorChange.Before before) {
      return new Before(
          before.standing().code(),
          before.set().owner().map(Party::label),
          before.set().guardians().stream().map(Party::label).toList(),
          before.sealer().map(Party::label));
    }
  }

  /**
   * A protector, with what is new and solved.
   *
   * @param lasting how many findings it has in both audits
   */
  record Protector(
      String change,
      @Answer.Inline AuditAnswer.Judged judged,
      @Answer.IfPresent Optional<Before> before,
      @Answer.IfPresent Optional<Turned> set,
      List<Found> findings,
      long lasting)
      implements Answer {

    static Protector of(ProtectorChange change) {
      return new Protector(
          change.change().code(),
          AuditAnswer.Judged.of(change.protector()),
          change.before().map(Before::of),
          Optional.of(change.turn()).filter(Turn::isAny).map(Turned::of),
          found(change),
          change.unchanged().size());
    }

    /** What became of its findings. */
    static List<Found> found(ProtectorChange change) {
      Stream<Found> gone =
          change.change() == Change.GONE
              ? change.protector().open().stream().map(each -> Found.of(State.GONE, each))
              : Stream.empty();
      Stream<Found> found =
          Stream.concat(
              Stream.concat(
                  change.appeared().stream().map(each -> Found.of(State.NEW, each)),
                  change.accepted().stream().map(each -> Found.of(State.ACCEPTED, each))),
              change.solved().stream().map(each -> Found.of(State.SOLVED, each)));
      return Stream.concat(found, gone).toList();
    }
  }
}
