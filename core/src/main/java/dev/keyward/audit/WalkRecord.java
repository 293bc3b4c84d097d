package dev.keyward.audit;

import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a walk through one input came across, so that two walks can be compared. */
final class WalkRecord {

  private final MessageDigest names = InputDigest.sha256();
  private long files;
  private long links;
  private long special;

  /** A file, or a folder that cannot be listed; returns its place, from 0. */
  long file(FolderWalk.Kind kind, String relative) {
    add(kind, relative);
    return files++;
  }

  /** Something that is not read. */
  void passed(FolderWalk.Kind kind, String relative) {
    add(kind, relative);
    if (kind == FolderWalk.Kind.LINK) {
      links++;
    } else {
      special++;
    }
  }

  private void add(FolderWalk.Kind kind, String relative) {
    names.update((kind + " " + relative + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** After the last one. */
  AuditSink.InputEnd end() {
    return new AuditSink.InputEnd(files, links, special, Thumbprint.ofDigest(names.digest()));
  }
}
