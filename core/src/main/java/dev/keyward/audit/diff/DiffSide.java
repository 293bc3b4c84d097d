package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One of two audits. It is read several times, and has the same rows each time. */
public interface DiffSide {

  /**
   * What an audit says at its end.
   *
   * @param path what the user named: a report, or what was audited
   * @param report the file, where it is a report
   * @param summary what it says of all protectors together
   * @param parties everybody who can open a valid protector
   * @param beside the findings that no row has; of a finding that rows have too, without places
   */
  record End(
      String path,
      Optional<AuditInput> report,
      AuditSummary summary,
      List<DiffParty> parties,
      List<LocatedFinding> beside) {

    /** Copies the lists. */
    public End {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(report, "report");
      Objects.requireNonNull(summary, "summary");
      parties = List.copyOf(parties);
      beside = List.copyOf(beside);
    }
  }

  /** Takes what an audit has, in its order. */
  @FunctionalInterface
  interface Rows {

    /** A protector. */
    void protector(AuditedProtector protector) throws KeywardException, IOException;

    /** A VM's protector in one more file; only of an audit that is no report. */
    default void copy(AuditedProtector copy) throws IOException {}

    /** A finding beside the protectors; only of an audit that is no report. */
    default void other(Place place, Finding finding) throws IOException {}
  }

  /**
   * The folders and files that were audited, where they are known before the rows are read; empty
   * where only the end tells them.
   */
  default Optional<List<String>> inputs() {
    return Optional.empty();
  }

  /**
   * Reads everything.
   *
   * @param rows takes what it has
   * @throws KeywardException where it is a report that is none or is not whole
   * @throws IOException where it cannot be read
   */
  End read(Rows rows) throws KeywardException, IOException;
}
