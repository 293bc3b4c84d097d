package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.PartyCount;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An audit as programs read it. The protectors are written while they come and the summary at the
 * end, so that this whole is a type only. Parties are named by their labels, which differ.
 *
 * @param protectors in the order of the input
 * @param summary what is known at the end
 */
@Answer.To("audit")
public record AuditAnswer(List<Protector> protectors, @Answer.Inline Summary summary)
    implements Answer {

  /** What an audit says of all protectors together. */
  public record Summary(
      String keyward,
      Basis basis,
      List<Input> inputs,
      Counts counts,
      List<Set> sets,
      List<Found> findings,
      List<KnownAnswer> parties,
      List<NotMade> omissions,
      @Answer.IfPresent Optional<List<MachineAnswer.Copied>> copies,
      @Answer.IfPresent Optional<List<Other>> others,
      @Answer.IfPresent Optional<List<Found>> accepted)
      implements Answer {

    /** Of this one. */
    public static Summary of(AuditSummary summary, ReportContext context) {
      return new Summary(
          context.version(),
          Basis.of(summary.basis()),
          summary.inputs().stream().map(Input::of).toList(),
          Counts.of(summary),
          summary.sets().stream().map(Set::of).toList(),
          summary.findings().stream().map(found -> Found.of(found, context.commands())).toList(),
          summary.parties().stream().map(KnownAnswer::of).toList(),
          summary.omissions().stream().map(NotMade::of).toList(),
          Optional.of(summary.copies().vms().stream().map(MachineAnswer.Copied::of).toList())
              .filter(copies -> !copies.isEmpty()),
          Optional.of(summary.others().stream().map(Other::of).toList())
              .filter(others -> !others.isEmpty()),
          Optional.of(
                  summary.accepted().stream()
                      .map(found -> Found.of(found, context.commands()))
                      .toList())
              .filter(accepted -> !accepted.isEmpty()));
    }
  }

  /** Where something is. */
  public record Place(
      String file,
      Optional<Integer> entry,
      String vm,
      @Answer.IfPresent Optional<Boolean> lastKnownGood)
      implements Answer {

    /** Of this one. */
    public static Place of(dev.keyward.finding.Place place) {
      return new Place(
          place.file(),
          place.entry().stream().boxed().findFirst(),
          place.vm(),
          Optional.of(true).filter(last -> place.lastKnownGood()));
    }
  }

  /** What is known of a protector beside its findings. */
  public record Judged(
      @Answer.Inline Place place,
      @Answer.IfPresent Optional<String> id,
      @Answer.IfPresent Optional<String> key,
      @Answer.Inline MachineAnswer machine,
      String standing,
      @Answer.IfPresent Optional<String> transportKeySignature,
      Optional<String> owner,
      List<String> guardians,
      Optional<String> sealer,
      Optional<Thumbprint> sha256)
      implements Answer {

    /** Of this one. */
    public static Judged of(AuditedProtector protector) {
      return new Judged(
          Place.of(protector.place()),
          protector.place().mark().id(),
          protector.place().mark().key(),
          MachineAnswer.of(protector.facts()),
          protector.standing().code(),
          Optional.of("cannot-be-checked").filter(keyless -> protector.isKeyless()),
          protector.set().owner().map(Party::label),
          protector.set().guardians().stream().map(Party::label).toList(),
          protector.sealer().map(Party::label),
          protector.sha256());
    }
  }

  /** One protector. */
  public record Protector(
      @Answer.Inline Judged judged,
      List<FindingAnswer> findings,
      @Answer.IfPresent Optional<List<FindingAnswer>> accepted)
      implements Answer {

    /** Of this one. */
    public static Protector of(AuditedProtector protector, CommandLine commands) {
      return new Protector(
          Judged.of(protector),
          kinds(protector, protector.open(), commands),
          Optional.of(kinds(protector, protector.accepted(), commands))
              .filter(accepted -> !accepted.isEmpty()));
    }

    private static List<FindingAnswer> kinds(
        AuditedProtector protector, List<Finding> findings, CommandLine commands) {
      return findings.stream()
          .map(each -> FindingAnswer.of(each, PrintedRemedy.of(commands, each, protector.place())))
          .toList();
    }
  }

  /** What the audit rested on. */
  public record Basis(
      Instant clock,
      String within,
      Optional<Input> policy,
      List<String> names,
      @Answer.IfPresent Optional<Boolean> strict)
      implements Answer {

    /** Of this one. */
    public static Basis of(AuditBasis basis) {
      return new Basis(
          basis.clock(),
          basis.within().toString(),
          basis.policy().map(Input::of),
          basis.names(),
          Optional.of(true).filter(strict -> basis.strict()));
    }
  }

  /** Something that was read. */
  public record Input(String path, boolean folder, long files, long bytes, Thumbprint sha256)
      implements Answer {

    /** Of this one. */
    public static Input of(AuditInput input) {
      return new Input(input.path(), input.folder(), input.files(), input.bytes(), input.sha256());
    }
  }

  /** The headline numbers. */
  public record Counts(
      long protectors,
      Map<String, Long> standings,
      Map<String, Long> worst,
      long clean,
      long unlisted,
      @Answer.IfPresent Optional<Long> copies)
      implements Answer {

    /** Those of a summary. */
    public static Counts of(AuditSummary summary) {
      return of(summary.counts(), summary.unlisted(), summary.copies().count());
    }

    /**
     * Of these numbers.
     *
     * @param copies how many files hold a VM once more
     */
    public static Counts of(AuditCounts counts, long unlisted, long copies) {
      Map<String, Long> standings = new LinkedHashMap<>();
      for (Standing standing : Standing.values()) {
        standings.put(standing.code(), counts.of(standing));
      }
      Map<String, Long> worst = new LinkedHashMap<>();
      for (Severity severity : Severity.values()) {
        worst.put(severity.code(), counts.worst(severity));
      }
      Optional<Long> some = Optional.of(copies).filter(count -> count > 0);
      return new Counts(counts.protectors(), standings, worst, counts.clean(), unlisted, some);
    }
  }

  /** Protectors that the same parties can open. */
  public record Set(
      Optional<String> owner, List<String> guardians, long count, List<String> vms, long more)
      implements Answer {

    /** Of these. */
    public static Set of(SetCount set) {
      return new Set(
          set.set().owner().map(Party::label),
          set.set().guardians().stream().map(Party::label).toList(),
          set.count(),
          set.vms(),
          set.count() - set.vms().size());
    }
  }

  /** A finding with all that have it. */
  record Found(
      @Answer.Inline FindingAnswer kind,
      String title,
      String why,
      long count,
      List<Place> places,
      long more)
      implements Answer {

    static Found of(LocatedFinding found, CommandLine commands) {
      return new Found(
          FindingAnswer.of(found.finding(), PrintedRemedy.of(commands, found)),
          found.finding().code().title(),
          found.finding().code().why(),
          found.count(),
          found.places().stream().map(Place::of).toList(),
          found.count() - found.places().size());
    }
  }

  /** A certificate of a party, what it is for, and the digest of its key. */
  public record Certificate(
      CertificateRole role,
      @Answer.Inline CertificateAnswer certificate,
      @Answer.IfPresent Optional<Thumbprint> keySha256)
      implements Answer {

    static Certificate of(PartyCount.Certificate of) {
      return new Certificate(
          of.role(),
          CertificateAnswer.of(of.certificate()),
          Optional.of(of.certificate().keyThumbprint()));
    }
  }

  /** Files that are no protectors. */
  public record Other(String kind, long count, List<String> files, long more) implements Answer {

    /** Of these. */
    public static Other of(OtherCount other) {
      return new Other(
          other.kind().words(), other.count(), other.files(), other.count() - other.files().size());
    }
  }

  /** A check that was not made. */
  public record NotMade(String check, String why, long count) implements Answer {

    /** Of this one. */
    public static NotMade of(Omission omission) {
      return new NotMade(omission.check(), omission.why(), omission.count());
    }
  }
}
