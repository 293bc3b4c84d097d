package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditReceiver;

/**
 * An audit as a file. Protectors are written while they come, so that memory stays bounded; {@link
 * #finish} writes the rest and flushes. The stream is the caller's: only after {@code finish} does
 * it hold a whole report, and nobody here closes it.
 */
public interface Report extends AuditReceiver {}
