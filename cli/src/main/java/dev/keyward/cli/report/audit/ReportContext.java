package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.CommandLine;

/**
 * What a report tells of the program that wrote it.
 *
 * @param version of Keyward, such as {@code 1.2.0}
 * @param commands what its commands are for
 */
public record ReportContext(String version, CommandLine commands) {}
