package dev.keyward.audit.result;

import java.nio.file.Path;
import java.util.Objects;

/** An input of an audit, with the user's name for it. */
public sealed interface AuditSource {

  /** As the user named it. */
  String name();

  /** A file, or a folder with all below it. */
  record OnDisk(String name, Path path) implements AuditSource {

    /** Refuses missing parts. */
    public OnDisk {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(path, "path");
    }
  }

  /**
   * Files that a list names, in its order. Together they are one input, so that a share looks at no
   * file that falls to another. A list may be long: the audit iterates over it several times, and
   * the list makes its paths on the way.
   *
   * @param files named as reports show them; no folders
   * @param count how many there are
   */
  record Listed(String name, Iterable<OnDisk> files, long count) implements AuditSource {

    /** Refuses missing parts. */
    public Listed {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(files, "files");
    }
  }

  /** Bytes that were read already, such as standard input; they are copied. */
  record InMemory(String name, byte[] content) implements AuditSource {

    /** Copies the bytes and refuses missing parts. */
    public InMemory {
      Objects.requireNonNull(name, "name");
      content = content.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] content() {
      return content.clone();
    }

    /** How many bytes there are. */
    public int size() {
      return content.length;
    }
  }
}
