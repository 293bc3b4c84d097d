package dev.keyward.audit.walk;

import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Up to 64 of the files that an audit comes across, evenly spread, the first and the last among
 * them: two inputs with the same names and sizes are told apart by what those files hold.
 */
final class FileSample {

  static final int MOST = 64;

  private final List<Content> kept = new ArrayList<>();
  private Optional<Content> last = Optional.empty();
  private long count;
  private long stride = 1;

  /** Opens a file. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  /** The next file. */
  void add(Content file) {
    last.ifPresent(this::keep);
    last = Optional.of(file);
    count++;
  }

  /** Keeps what was the last file so far, if it is in the row. */
  private void keep(Content file) {
    long place = count - 1;
    if (place % stride == 0 && kept.size() == MOST - 1) {
      // Every second one goes, so that those that stay are as far apart as those that come.
      for (int index = kept.size() / 2; index > 0; index--) {
        kept.remove(2 * index - 1);
      }
      stride *= 2;
    }
    if (place % stride == 0) {
      kept.add(file);
    }
  }

  /**
   * A digest over the SHA-256 of each, or of its first 4 MiB. What cannot be read has none: then
   * the audit says so too.
   */
  Thumbprint digest() {
    MessageDigest all = Thumbprint.sha256();
    List<Content> files = new ArrayList<>(kept);
    last.ifPresent(files::add);
    for (Content file : files) {
      all.update((digest(file) + "\0").getBytes(StandardCharsets.UTF_8));
    }
    return Thumbprint.of(all);
  }

  private static String digest(Content file) {
    try (InputStream in = file.open()) {
      return Thumbprint.of(in.readNBytes(FileExaminer.MOST_WHOLE)).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
