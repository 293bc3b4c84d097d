/**
 * The forms of all reports: a table (CSV), a log for code scanners (SARIF), a document for programs
 * (JSON) and a page for people (HTML). The packages below fill them. Names come from untrusted
 * files, so every form makes them harmless.
 */
@NullMarked
package dev.keyward.cli.report;

import org.jspecify.annotations.NullMarked;
