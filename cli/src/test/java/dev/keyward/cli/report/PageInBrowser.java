package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of pages in a headless Chromium, where this machine has one: one browser for a class, and a
 * tab for a test, in which nothing is loaded and nothing complains.
 */
abstract class PageInBrowser {

  // The browser may still be writing to its profile when it has ended.
  @TempDir static Path folder;

  private static Chromium browser;

  Tab tab;

  @BeforeAll
  static void openBrowser() throws Exception {
    Optional<Path> program = Chromium.find();
    Assumptions.assumeTrue(
        program.isPresent(), "skipped: no chromium here, so the page is not opened");
    browser = Chromium.start(program.get(), folder);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
      browser = null;
    }
  }

  @BeforeEach
  void openTab() throws Exception {
    tab = browser.tab(1280, 900);
  }

  @AfterEach
  void nothingIsLoadedAndNothingComplains() {
    assertEquals(List.of(), tab.requests());
    assertEquals(List.of(), tab.complaints());
  }

  /** What an element shows. */
  final String text(String id) throws Exception {
    return tab.evaluate("document.getElementById('" + id + "').textContent").asText();
  }

  /** Gives a field a value, as a person does. */
  final void set(String id, String value) throws Exception {
    tab.evaluate(
        "(e => {e.value = '"
            + value
            + "'; e.dispatchEvent(new Event('input', {bubbles: true}))})"
            + "(document.getElementById('"
            + id
            + "'))");
  }
}
