/**
 * What an audit found, written for spreadsheets (CSV), programs (JSON), code scanners (SARIF) and
 * people (HTML). Names come from files that nobody vouched for: every form makes them inert.
 */
package dev.keyward.cli.report;
