/** The table of an audit's page: who can open what. */
@NullMarked
package dev.keyward.cli.report.audit.rows;

import org.jspecify.annotations.NullMarked;
