package dev.keyward.audit.result;

import dev.keyward.internal.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the command writes while it audits: its reports, its temporary files, and the file that
 * standard output leads to. An audit must not read them.
 */
public final class WrittenFiles {

  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private final Set<Object> keys = new HashSet<>();
  private final Set<Path> paths = new HashSet<>();
  private final Instant began;

  /**
   * Those of a command.
   *
   * @param began when it began; an empty file that was made in the ten seconds before is taken for
   *     one that is being written, by the pipeline that the command is a part of
   * @param files what it writes; they need not exist
   */
  public WrittenFiles(Instant began, List<Path> files) {
    this.began = began;
    for (Path file : files) {
      paths.add(file.toAbsolutePath().normalize());
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.isRegularFile() && now.fileKey() != null) {
          keys.add(now.fileKey());
        }
      } catch (IOException e) {
        // It does not exist yet: its name tells.
      }
    }
  }

  /** For an audit that writes nothing. */
  public static WrittenFiles none() {
    return new WrittenFiles(Instant.MIN, List.of());
  }

  /** Whether the file is a temporary file of this process, which will get another name. */
  public boolean isTemporary(Path file) {
    return AtomicFiles.isBeingWritten(file);
  }

  /** Whether it has the name of a temporary file of any process, and was written just now. */
  public boolean isNewTemporary(Path file, BasicFileAttributes attributes) {
    return AtomicFiles.hasTemporaryName(file) && isNew(attributes.lastModifiedTime());
  }

  /** Whether the file is one of them, or is just being made. */
  public boolean contains(Path file, BasicFileAttributes attributes) {
    return (attributes.fileKey() != null && keys.contains(attributes.fileKey()))
        || (!paths.isEmpty() && paths.contains(file.toAbsolutePath().normalize()))
        || (attributes.size() == 0 && isNew(attributes.creationTime()));
  }

  private boolean isNew(FileTime time) {
    return !began.equals(Instant.MIN) && time.toInstant().isAfter(began.minus(JUST_NOW));
  }
}
