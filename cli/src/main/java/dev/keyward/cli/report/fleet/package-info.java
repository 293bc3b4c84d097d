/** The reports of a fleet: its findings, and which machine starts in which outage. */
package dev.keyward.cli.report.fleet;
