/** What an audit remembers of all files, within a limit, and reports at the end. */
@NullMarked
package dev.keyward.audit.ledger;

import org.jspecify.annotations.NullMarked;
