package dev.keyward.audit;

import java.io.IOException;

/** Takes what an audit finds, while it goes on. */
public interface AuditReceiver {

  /** The next protector, in the order of the input. */
  void protector(AuditedProtector protector) throws IOException;

  /** After the last one, once. */
  void finish(AuditSummary summary) throws IOException;
}
