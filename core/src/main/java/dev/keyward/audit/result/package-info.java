/** What an audit says: protectors, parties, places, counts and the summary. */
package dev.keyward.audit.result;
