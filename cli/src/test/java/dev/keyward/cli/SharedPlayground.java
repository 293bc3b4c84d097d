package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A playground for many commands in turn: each finds it as it was at first. What a command left is
 * removed; only where it changed something there is a new copy.
 */
final class SharedPlayground {

  private final Path folder;
  private Playground place;
  private Map<String, String> files;
  private Map<String, String> folders;

  /** In {@code folder}, which is not there yet. */
  SharedPlayground(Path folder) {
    this.folder = folder;
  }

  /** The playground, with nothing of the command before. */
  Playground clean() throws IOException {
    if (place != null) {
      remove(place.files().keySet(), files.keySet());
      remove(place.folders().keySet(), folders.keySet());
    }
    if (place == null || !place.files().equals(files) || !place.folders().equals(folders)) {
      copy();
    }
    return place;
  }

  /** The last first, so that a folder is empty when its turn comes. */
  private void remove(Set<String> now, Set<String> before) throws IOException {
    TreeSet<String> left = new TreeSet<>(now);
    left.removeAll(before);
    for (String name : left.descendingSet()) {
      Files.delete(place.path(name));
    }
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
