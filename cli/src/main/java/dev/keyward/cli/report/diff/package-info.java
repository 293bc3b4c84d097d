/** What changed between two audits. */
@NullMarked
package dev.keyward.cli.report.diff;

import org.jspecify.annotations.NullMarked;
