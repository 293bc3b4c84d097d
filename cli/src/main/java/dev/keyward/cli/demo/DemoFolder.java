package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a demonstration has its files: a new folder that stays, or one that is deleted. */
public final class DemoFolder {

  public static final OptionSpec DIR =
      OptionSpec.value("dir", "DIR", "keep the files in this new folder");

  /** A demonstration. */
  @FunctionalInterface
  public interface Play {
    /**
     * Plays it.
     *
     * @param kept whether the folder stays
     */
    ExitCode in(Path folder, boolean kept) throws KeywardException, IOException, UsageException;
  }

  private DemoFolder() {}

  /**
   * Plays in the folder that {@code --dir} names, or in a temporary one.
   *
   * @throws FileAlreadyExistsException for a folder that is there
   */
  public static ExitCode play(Arguments arguments, Session session, Play play)
      throws KeywardException, IOException, UsageException {
    if (arguments.has(DIR.name())) {
      Path folder = session.path(arguments.required(DIR.name()));
      Files.createDirectory(folder);
      return play.in(folder, true);
    }
    try (TemporaryFolder folder = new TemporaryFolder("keyward-demo-")) {
      return play.in(folder.path(), false);
    }
  }
}
