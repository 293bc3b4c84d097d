/** What an audit remembers of all files, within a bound, and tells at the end. */
package dev.keyward.audit.ledger;
