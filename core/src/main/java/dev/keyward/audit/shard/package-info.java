/** Writes one shard of an audit to a file, and reads all shards. */
package dev.keyward.audit.shard;
