/** Writes one shard of an audit to a file, and reads all shards. */
@NullMarked
package dev.keyward.audit.shard;

import org.jspecify.annotations.NullMarked;
