/** What an audit says: protectors, finding codes, parties, places, counts and the summary. */
package dev.keyward.audit.result;
