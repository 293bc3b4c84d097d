package dev.keyward.cli.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the pages of the project lie. */
final class Pages {

  static final Path PROJECT = Path.of(System.getProperty("keyward.fixtures")).getParent();

  /** The page whose blocks boot guests, which {@link GuestPagesIT} runs. */
  static final Path WITH_GUESTS = PROJECT.resolve("cli/docs/kvm.md");

  /** Whether the tests write what was printed into the pages. */
  static final boolean REWRITE = "rewrite".equals(System.getProperty("keyward.pages"));

  private Pages() {}

  /** README and every page in the folders of documentation. */
  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(PROJECT.resolve("README.md")));
    for (String room : List.of("core/docs", "cli/docs", ".github")) {
      try (Stream<Path> files = Files.list(PROJECT.resolve(room))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }
}
