package dev.keyward.cli.args;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses an option that is also the name of a file in the current folder: a shell puts that name
 * in the place of {@code *}, so the option may be the word of somebody who may write to the folder.
 */
final class FileNamedLikeOption {

  private FileNamedLikeOption() {}

  /**
   * Looks at the words before {@code --}.
   *
   * @param directory the current folder
   */
  static void refuse(List<String> words, Path directory) throws UsageException {
    for (String word : words) {
      if (word.equals("--")) {
        return;
      }
      if (OptionWord.is(word) && isNameIn(directory, word)) {
        throw new UsageException(
            word + " is an option, and a file in this folder has the same name",
            "for all files, write ./*, or put -- before them; for the option, remove or rename the"
                + " file, or run the command in another folder");
      }
    }
  }

  private static boolean isNameIn(Path directory, String word) {
    try {
      Path named = directory.resolve(word);
      return Path.of(word).getNameCount() == 1 && Files.exists(named, LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
