package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells whether a file was replaced or written to, without reading it.
 *
 * @param size in bytes
 * @param modified when it was last written to
 * @param key the file itself, whatever its name; empty where the system has no such thing
 */
public record FileState(long size, FileTime modified, Optional<Object> key) {

  /** As it is now. */
  public static FileState of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileState(now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey()));
  }
}
