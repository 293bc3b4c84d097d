/**
 * What every report is made with: one table (CSV), one log for code scanners (SARIF), one document
 * for programs (JSON) and one frame of a page for people (HTML). The sub-rooms fill them. Names
 * come from files that nobody vouched for: every form makes them inert.
 */
package dev.keyward.cli.report;
