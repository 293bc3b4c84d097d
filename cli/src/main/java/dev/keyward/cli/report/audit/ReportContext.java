package dev.keyward.cli.report.audit;

import dev.keyward.cli.console.CommandLine;

/**
 * What a report tells of the program that wrote it.
 *
 * @param version of Keyward, such as {@code 1.2.0}
 * @param commands what its commands are for
 * @param accepts whether the policy accepts risks
 */
public record ReportContext(String version, CommandLine commands, boolean accepts) {

  /** Of an audit whose policy accepts no risks. */
  public ReportContext(String version, CommandLine commands) {
    this(version, commands, false);
  }
}
