/** A share of an audit as a file, and the reading of all shares. */
package dev.keyward.audit.shard;
