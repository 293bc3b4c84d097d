/** What an audit remembers of all files, within a limit, and reports at the end. */
package dev.keyward.audit.ledger;
