package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;

/** Reads the lines of protectors, and those that define what they name. */
interface ProtectorLines {

  /** Those of a shard with this header. */
  static ProtectorLines of(ShardHeader header, CertificateCache cache) {
    return header.common().hasWholeLines() ? new WholeLines(cache) : new NumberedLines(cache);
  }

  /**
   * Takes a line that defines something.
   *
   * @param kind the name of its first field
   * @param size its bytes
   * @return false where it does not define anything
   */
  boolean define(String kind, JsonFields line, int size) throws MalformedInputException;

  /** What was found at a place in a file. */
  Examined examined(JsonFields line, Named file) throws MalformedInputException;
}
