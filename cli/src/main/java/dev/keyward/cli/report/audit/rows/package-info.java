/** The rows of an audit's page and tables: who can open what, what was accepted, and CSV. */
@NullMarked
package dev.keyward.cli.report.audit.rows;

import org.jspecify.annotations.NullMarked;
