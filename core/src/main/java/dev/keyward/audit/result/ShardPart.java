package dev.keyward.audit.result;

import dev.keyward.audit.AuditShard;
import java.io.InputStream;

/**
 * A file that {@link AuditShard} wrote.
 *
 * @param name as errors name it
 * @param in its bytes; closed with the merge
 */
public record ShardPart(String name, InputStream in) {}
