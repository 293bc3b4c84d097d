package dev.keyward.host.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Overwrites files with zeros: memory that is freed keeps its content for a while. */
final class WipedFiles extends SimpleFileVisitor<Path> {

  private static final int CHUNK = 1 << 16;

  /** Those below a folder, following no link. */
  static void in(Path folder) throws IOException {
    Files.walkFileTree(folder, new WipedFiles());
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    // A file with another name outside is somebody's else.
    if (attributes.isRegularFile() && Files.getAttribute(file, "unix:nlink").equals(1)) {
      overwrite(file, attributes.size());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  private static void overwrite(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
      for (long left = size; left > 0; left -= zeros.limit()) {
        zeros.clear().limit((int) Math.min(left, CHUNK));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
    }
  }
}
