package dev.keyward.host.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The processes that still work on the parts of a run: each got the folder in its environment, or
 * has a file of it open. When {@code host run} is killed, its command goes on.
 */
public final class Survivors {

  /** The variable that names the folder of a run to its command. */
  public static final String VARIABLE = "KEYWARD_PARTS";

  private static final Path PROCESSES = Path.of("/proc");

  /** Linux takes at most 6 MiB of words and variables. */
  private static final int MOST_ENVIRONMENT = 8 << 20;

  private Survivors() {}

  /** What still works there, in words; empty where nothing does. */
  public static List<String> of(RunFolder folder) throws IOException {
    List<String> found = new ArrayList<>();
    String variable = VARIABLE + "=" + folder.parts();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : all) {
        if (has(process.resolve("environ"), variable) || holds(process.resolve("fd"), folder)) {
          found.add("process " + process.getFileName());
        }
      }
    }
    if (found.isEmpty() && folder.isUsedBySwtpm()) {
      found.add("a swtpm");
    }
    return found;
  }

  private static boolean has(Path environment, String variable) {
    try (InputStream in = Files.newInputStream(environment)) {
      String text = new String(in.readNBytes(MOST_ENVIRONMENT), StandardCharsets.ISO_8859_1);
      return Arrays.asList(text.split("\0")).contains(variable);
    } catch (IOException e) {
      // It has ended, or is another account's, which cannot enter the folder.
      return false;
    }
  }

  /** A service that the command asked to start a guest has another environment. */
  private static boolean holds(Path descriptors, RunFolder folder) {
    String inside = folder.path() + "/";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        if (leadsInto(descriptor, inside)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // As above.
      return false;
    }
    return false;
  }

  private static boolean leadsInto(Path descriptor, String inside) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith(inside);
    } catch (IOException e) {
      // It was closed meanwhile.
      return false;
    }
  }
}
