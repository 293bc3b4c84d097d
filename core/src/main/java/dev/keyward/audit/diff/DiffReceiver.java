package dev.keyward.audit.diff;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** Takes what changed between two audits, while the later one is read once more. */
public interface DiffReceiver {

  /** Before the first one, once. */
  default void begin(DiffSide.End before, DiffSide.End after) throws IOException {}

  /** The next protector of the later audit, in its order, also one that is unchanged. */
  void protector(ProtectorChange change) throws IOException;

  /** A VM's protector in one more file, where the later audit is no report. */
  default void copy(AuditedProtector copy) throws IOException {}

  /** A finding beside the protectors, where the later audit is no report. */
  default void other(Place place, Finding finding) throws IOException {}

  /** After those, a protector of the earlier audit, in its order: one that is gone or ambiguous. */
  void earlier(ProtectorChange change) throws IOException;

  /** After the last one, once. */
  void finish(DiffSummary summary) throws IOException;
}
