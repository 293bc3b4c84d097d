/** What changed between two audits, in words that pages share. */
@NullMarked
package dev.keyward.cli.report.change;

import org.jspecify.annotations.NullMarked;
