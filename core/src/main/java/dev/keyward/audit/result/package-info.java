/** What an audit says: protectors, finding codes, parties, places, counts and the summary. */
@NullMarked
package dev.keyward.audit.result;

import org.jspecify.annotations.NullMarked;
