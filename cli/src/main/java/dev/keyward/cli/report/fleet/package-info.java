/** The reports of a fleet: its findings, and what starts in which outage. */
package dev.keyward.cli.report.fleet;
