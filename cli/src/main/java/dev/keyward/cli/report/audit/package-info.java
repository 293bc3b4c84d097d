/** The reports of an audit: its findings, who can open what, and the inputs that it used. */
@NullMarked
package dev.keyward.cli.report.audit;

import org.jspecify.annotations.NullMarked;
