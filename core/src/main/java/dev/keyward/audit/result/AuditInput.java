package dev.keyward.audit.result;

import dev.keyward.guardian.Thumbprint;
import java.util.Objects;

/**
 * What was read, so that anybody can tell later whether it was the same.
 *
 * @param path as the user named it
 * @param folder whether it is a folder
 * @param files how many files were read, also those that are no protectors
 * @param bytes how many bytes these have
 * @param sha256 of the file; for a folder, of the lines {@code <sha256> <path from the folder>}
 *     with a line feed each, as {@code sha256sum} prints them for its files in byte order
 */
public record AuditInput(String path, boolean folder, long files, long bytes, Thumbprint sha256) {

  /** Refuses missing parts. */
  public AuditInput {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
  }
}
