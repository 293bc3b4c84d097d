package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.Shell;

/**
 * What a report tells of the program that wrote it.
 *
 * @param version of Keyward, such as {@code 1.2.0}
 * @param shell the one that its commands are pasted into
 */
public record ReportContext(String version, Shell shell) {}
