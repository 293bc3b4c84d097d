package dev.keyward.audit.walk;

import dev.keyward.audit.judge.AuditSink;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Records what a walk through one input found, so that two walks can be compared. */
final class WalkRecord {

  private final MessageDigest names = Thumbprint.sha256();
  private final long first;
  private long files;
  private long links;
  private long special;

  /**
   * Nothing so far.
   *
   * @param first the place of the first file, counted through all inputs: many inputs of one file
   *     each are shared like one folder
   */
  WalkRecord(long first) {
    this.first = first;
  }

  /** The place of what comes next. */
  long next() {
    return first + files;
  }

  /** A file, or a folder that cannot be listed; returns its place. */
  long file(FolderEntry.Kind kind, String relative, long size) {
    add(kind, relative);
    add("" + size);
    return first + files++;
  }

  /**
   * A long file that a few bytes show to be no protector; returns its place. Its size does not
   * count: it may be the disk of a running VM, which grows between two shares and changes no
   * answer.
   */
  long disk(String relative) {
    return file(FolderEntry.Kind.LONG_FILE, relative, -1);
  }

  /** A file of a list, which nobody has looked at; returns its place. */
  long listed(String name) {
    add("listed " + name);
    return first + files++;
  }

  /** Something that is not read. */
  void passed(FolderEntry.Kind kind, String relative) {
    add(kind, relative);
    links += kind == FolderEntry.Kind.LINK ? 1 : 0;
    special += kind == FolderEntry.Kind.SPECIAL ? 1 : 0;
  }

  private void add(FolderEntry.Kind kind, String relative) {
    add(kind + " " + relative);
  }

  private void add(String text) {
    names.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** After the last one. */
  AuditSink.InputEnd end() {
    return new AuditSink.InputEnd(files, links, special, Thumbprint.of(names));
  }
}
