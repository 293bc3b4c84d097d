package dev.keyward.cli.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * {@code --files-from}: files by name, each ended by a line feed or, where the list holds any, by a
 * NUL. Kept are its bytes; the paths are made on the way.
 */
final class FileList implements Iterable<AuditSource.OnDisk> {

  private static final int MOST = 64 << 20;
  private static final int MOST_PATH = 1 << 14;

  private final Session session;
  private final byte[] content;
  private final byte end;

  private FileList(Session session, byte[] content) {
    this.session = session;
    this.content = content;
    byte found = '\n';
    for (byte octet : content) {
      if (octet == 0) {
        found = 0;
        break;
      }
    }
    this.end = found;
  }

  /** Reads a list, and every name in it, before the work begins. */
  static AuditSource.Listed read(String text, Session session)
      throws KeywardException, IOException, UsageException {
    boolean stdin = text.equals("-");
    String name = stdin ? "stdin" : text;
    byte[] content =
        stdin
            ? SafeFiles.readAtMost(session.console().stdin(), MOST, name)
            : SafeFiles.readAtMost(session.path(text), MOST);
    FileList files = new FileList(session, content);
    long count = 0;
    long line = 0;
    int at = 0;
    while (at < content.length) {
      int stop = files.stop(at);
      line++;
      if (stop - at > MOST_PATH) {
        throw new MalformedInputException(
            Fault.of(
                "bad-value", name + ": name " + line, "more than 16 KiB", "the name of a file"));
      }
      String file = files.text(at, stop);
      if (!file.isEmpty()) {
        session.path(file);
        count++;
      }
      at = stop + 1;
    }
    return new AuditSource.Listed(name, files, count);
  }

  private int stop(int from) {
    int at = from;
    while (at < content.length && content[at] != end) {
      at++;
    }
    return at;
  }

  /** Lines may end as Windows ends them. */
  private String text(int from, int stop) {
    boolean windows = end == '\n' && stop > from && content[stop - 1] == '\r';
    byte[] name = new byte[(windows ? stop - 1 : stop) - from];
    System.arraycopy(content, from, name, 0, name.length);
    return RawName.decoded(name);
  }

  @Override
  public Iterator<AuditSource.OnDisk> iterator() {
    return new Iterator<>() {
      private int at = skipped(0);

      @Override
      public boolean hasNext() {
        return at < content.length;
      }

      @Override
      public AuditSource.OnDisk next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int stop = stop(at);
        String name = text(at, stop);
        at = skipped(stop + 1);
        return new AuditSource.OnDisk(name, path(name));
      }

      private int skipped(int from) {
        int next = from;
        while (next < content.length && text(next, stop(next)).isEmpty()) {
          next = stop(next) + 1;
        }
        return next;
      }
    };
  }

  private Path path(String name) {
    try {
      return session.path(name);
    } catch (UsageException e) {
      throw new IllegalStateException("the name was a path before", e);
    }
  }
}
