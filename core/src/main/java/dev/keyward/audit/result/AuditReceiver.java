package dev.keyward.audit.result;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** Receives the results of an audit while it runs. */
public interface AuditReceiver {

  /** The next protector, in the order of the input. */
  void protector(AuditedProtector protector) throws IOException;

  /**
   * The same protector of a VM in one more of Hyper-V's own files, such as a snapshot, an export or
   * a replica. It does not count as a protector.
   */
  public default void copy(AuditedProtector copy) throws IOException {}

  /**
   * A file of another kind, if the audit reports that as an error. It does not count as a
   * protector.
   */
  public default void other(Place place, Finding finding) throws IOException {}

  /** Called once, after the last protector. */
  public default void finish(AuditSummary summary) throws IOException {}
}
