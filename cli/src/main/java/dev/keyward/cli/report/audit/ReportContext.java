package dev.keyward.cli.report.audit;

/**
 * What a report tells of the program that wrote it.
 *
 * @param version of Keyward, such as {@code 1.2.0}
 */
public record ReportContext(String version) {}
