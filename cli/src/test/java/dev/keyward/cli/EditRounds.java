package dev.keyward.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process that edits, or audits, the same protectors and the same store until its standard input
 * ends. It writes how many rounds it did, and then a line for each thing that went wrong.
 */
final class EditRounds {

  private static final int FILES = 8;
  private static final String PROTECTORS = "rounds";
  private static final int MOST_LINES = 20;

  private static final String NOW = "2026-11-23T00:00:00Z";

  private final Path place;
  private final List<String> wrong = new ArrayList<>();
  private volatile boolean ended;
  private int rounds;

  private EditRounds(Path place) {
    this.place = place;
  }

  /** Makes what both work with: protectors that the branch's HGS can open in no even round. */
  static void make(Playground place) throws IOException {
    Files.createDirectory(place.path(PROTECTORS));
    Files.writeString(place.path("even.txt"), "correct horse\n");
    Files.writeString(place.path("odd.txt"), "another correct horse\n");
    for (int i = 0; i < FILES; i++) {
      place.unlocked("protector", "create", "--owner", "central-it", "-o", file(i));
    }
  }

  private static String file(int number) {
    return PROTECTORS + "/vm" + number + ".kp";
  }

  /** Takes the role: {@code edit} or {@code audit}. */
  public static void main(String[] words) throws IOException {
    FewRounds.lower();
    EditRounds process = new EditRounds(Path.of("").toAbsolutePath());
    Thread watch = new Thread(process::awaitEnd);
    watch.setDaemon(true);
    watch.start();
    boolean edits = words[0].equals("edit");
    while (!process.ended) {
      if (edits) {
        process.edit(process.rounds);
      } else {
        process.audit();
      }
      process.rounds++;
    }
    List<String> lines =
        Stream.concat(Stream.of("" + process.rounds), process.wrong.stream().limit(MOST_LINES))
            .toList();
    Files.write(process.place.resolve(words[0] + ".txt"), lines);
  }

  private void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
      ended = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Grants or revokes in each file, and locks a guardian of the store with another passphrase. */
  private void edit(int round) {
    boolean even = round % 2 == 0;
    for (int i = 0; i < FILES; i++) {
      // What the round before made must still be there.
      require(opens(i) == !even, "lost edit of " + file(i) + " before round " + round);
      String verb = even ? "grant" : "revoke";
      String words = "protector %s %s --guardian branch-hgs --in-place --passphrase-file %s";
      done(run(String.format(Locale.ROOT, words, verb, file(i), "passphrase.txt").split(" ")));
      require(opens(i) == even, "no " + verb + " of " + file(i) + " in round " + round);
    }
    String old = even ? "even.txt" : "odd.txt";
    String fresh = even ? "odd.txt" : "even.txt";
    done(
        run(
            "guardian",
            "change-passphrase",
            "business-it",
            "--passphrase-file",
            old,
            "--new-passphrase-file",
            fresh));
  }

  private boolean opens(int file) {
    return run("protector", "check", file(file), "--guardian", "branch-hgs").exit() == 0;
  }

  private void audit() {
    Run run = run("audit", PROTECTORS, "--report", "report.html", "--force");
    done(run);
    require(run.out().startsWith(FILES + " protectors: " + FILES + " valid\n"), run.out());
    done(run("audit", PROTECTORS, "store", "--output", "json"));
    done(run("guardian", "list"));
  }

  private Run run(String... words) {
    return Run.in(place)
        .variables(Map.of("KEYWARD_STORE", place.resolve("store").toString()))
        .run(Stream.concat(Stream.of(words), Stream.of("--now", NOW)).toArray(String[]::new));
  }

  private void done(Run run) {
    require(run.exit() == 0, run.exit() + ": " + run.err() + run.out());
  }

  private void require(boolean right, String what) {
    if (!right) {
      wrong.add(what.replaceAll("\\R", " | "));
    }
  }
}
