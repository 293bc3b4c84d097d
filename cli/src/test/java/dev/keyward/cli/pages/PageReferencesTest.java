package dev.keyward.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and the tests that a page names exist. */
class PageReferencesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path page : Pages.all()) {
      List<String> broken =
          LINK.matcher(Files.readString(page))
              .results()
              .map(link -> link.group(1))
              .filter(target -> !Files.exists(page.resolveSibling(target)))
              .toList();
      assertEquals(List.of(), broken, page::toString);
    }
  }

  @Test
  void everyTestThatAPageNamesExists() throws IOException {
    int named = 0;
    for (Path page : Pages.all()) {
      for (MatchResult test : TEST.matcher(Files.readString(page)).results().toList()) {
        String source = source(test.group(1) + ".java");
        assertTrue(source.contains("void " + test.group(2) + "("), () -> page + test.group());
        named++;
      }
    }
    assertTrue(named > 20, "only " + named + " tests");
  }

  private static String source(String name) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String module : List.of("core", "cli")) {
      try (Stream<Path> files = Files.walk(Pages.PROJECT.resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(path -> path.endsWith(name)).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    return sources.toString();
  }
}
