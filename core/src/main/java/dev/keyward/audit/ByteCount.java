package dev.keyward.audit;

import dev.keyward.audit.result.AuditSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Adds up how much there is to look at, in no order, up to where it is enough to know. */
final class ByteCount extends SimpleFileVisitor<Path> {

  /** About a protector's bytes: the files of a list are not looked at only to be counted. */
  private static final int USUAL = 9_000;

  private final long enough;
  private long bytes;

  private ByteCount(long enough) {
    this.enough = enough;
  }

  public static long of(List<AuditSource> sources, long enough) {
    ByteCount count = new ByteCount(enough);
    for (AuditSource source : sources) {
      if (count.bytes > enough) {
        break;
      }
      count.add(source);
    }
    return count.bytes;
  }

  private void add(AuditSource source) {
    if (source instanceof AuditSource.InMemory memory) {
      bytes += memory.size();
      return;
    }
    if (source instanceof AuditSource.Listed list) {
      bytes += list.count() * USUAL;
      return;
    }
    Path path = ((AuditSource.OnDisk) source).path();
    try {
      if (Files.isDirectory(path)) {
        // A link that was named is followed, those below are not.
        Files.walkFileTree(path.toRealPath(), this);
      } else {
        bytes += Files.size(path);
      }
    } catch (IOException e) {
      // Reading it will tell why.
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += attributes.isRegularFile() ? attributes.size() : 0;
    return bytes > enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
    return FileVisitResult.CONTINUE;
  }
}
