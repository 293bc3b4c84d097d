package dev.keyward.audit.result;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** Takes what an audit finds, while it goes on. */
public interface AuditReceiver {

  /** The next protector, in the order of the input. */
  void protector(AuditedProtector protector) throws IOException;

  /**
   * The same protector of a VM in one more of Hyper-V's own files, such as a snapshot, an export or
   * a replica. It counts as no protector.
   */
  public default void copy(AuditedProtector copy) throws IOException {}

  /**
   * A file of another kind, where the audit takes that for an error; it is no protector and counts
   * as none.
   */
  public default void other(Place place, Finding finding) throws IOException {}

  /** After the last one, once. */
  public default void finish(AuditSummary summary) throws IOException {}
}
