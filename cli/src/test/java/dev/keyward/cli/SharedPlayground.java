package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A playground for many commands in turn: each finds it as it was at first. What a command left is
 * removed; only where it changed something there is a new copy. Its files are read once for each
 * command: what they are after it, without what was removed, is what they are before the next.
 */
final class SharedPlayground {

  private final Path folder;
  private Playground place;
  private Map<String, String> files;
  private Map<String, String> folders;
  private Map<String, String> filesNow;
  private boolean isClean;

  /** In {@code folder}, which is not there yet. */
  SharedPlayground(Path folder) {
    this.folder = folder;
  }

  /** The transcript with what comes of its command here. */
  Transcript replay(Transcript expected) throws IOException {
    if (!isClean) {
      copy();
    }
    isClean = false;
    Transcript replayed = expected.replayed(place, files, this::look);
    Map<String, String> foldersNow = place.folders();
    remove(filesNow.keySet(), files.keySet());
    remove(foldersNow.keySet(), folders.keySet());
    isClean = filesNow.equals(files) && foldersNow.equals(folders);
    return replayed;
  }

  private Map<String, String> look() {
    filesNow = place.files();
    return filesNow;
  }

  /** The last first, so that a folder is empty when its turn comes. */
  private void remove(Set<String> now, Set<String> before) throws IOException {
    TreeSet<String> left = new TreeSet<>(now);
    left.removeAll(before);
    for (String name : left.descendingSet()) {
      Files.delete(place.path(name));
    }
    now.removeAll(left);
  }

  private void copy() throws IOException {
    if (Files.exists(folder)) {
      Spawned.deleteTree(folder);
    }
    place = Playground.in(folder);
    files = place.files();
    folders = place.folders();
  }
}
