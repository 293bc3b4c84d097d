/** The reports of a fleet: its findings, and which machine starts in which outage. */
@NullMarked
package dev.keyward.cli.report.fleet;

import org.jspecify.annotations.NullMarked;
