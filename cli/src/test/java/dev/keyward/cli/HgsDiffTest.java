package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether two nodes are the same: hosts by key, certificates, enabled and primary. */
class HgsDiffTest {

  private static Playground alike;

  @TempDir Path folder;

  private Playground place;

  @BeforeAll
  static void makeThemTheSame(@TempDir Path base) {
    alike = Playground.in(base);
    alike.done("hgs host remove hgs host-2");
    alike.done("hgs host remove hgs-node host-3");
    Run same = alike.done("hgs diff hgs hgs-node");
    assertEquals("", same.out());
    has(same.err(), "both are the same: 1 host, 4 certificates");
  }

  @BeforeEach
  void copy() throws IOException {
    place = alike.copiedTo(folder);
  }

  private String different() {
    Run diff = place.run("hgs", "diff", "hgs", "hgs-node");
    assertEquals(1, diff.exit(), diff.err());
    return diff.out();
  }

  private static void has(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  @Test
  void aHostWithAnotherNameIsTheSameHost() {
    place.done("hgs host remove hgs-node host-1");
    place.done("hgs host add hgs-node renamed --key hosts/host-1.pem");
    String diff = different();
    assertTrue(
        diff.matches("~ host-1 +[0-9a-f]{64} is renamed there\n~ number 1 is 3 there\n"), diff);
    assertEquals(diff, place.run("hgs", "host", "diff", "hgs", "hgs-node").out());
  }

  @Test
  void aCertificateThatOnlyOneHasIsTold() {
    place.done("hgs certificate add hgs-node --use encryption --key-size 2048");
    String diff = different();
    assertTrue(
        diff.matches("\\+ encryption enabled [0-9a-f]{64} .*\n~ number 1 is 2 there\n"), diff);
  }

  @Test
  void anotherStateIsToldForBoth() {
    String list = place.done("hgs certificate list hgs").out();
    Matcher signing = Pattern.compile("signing .*\\n +sha256 +([0-9a-f]{64})").matcher(list);
    assertTrue(signing.find(), list);
    String print = signing.group(1);
    place.done("hgs certificate disable hgs-node " + print + " --force");
    String diff = different();
    has(diff, "- signing primary " + print);
    has(diff, "+ signing disabled " + print);
    Run json = place.run("hgs", "diff", "hgs", "hgs-node", "--output", "json");
    has(json.out(), "\"state\": \"disabled\"");
  }

  @Test
  void aCertificateThatWasRenewedInOneIsTold() {
    String list = place.done("hgs certificate list hgs").out();
    Matcher signing = Pattern.compile("signing .*\\n +sha256 +([0-9a-f]{64})").matcher(list);
    assertTrue(signing.find(), list);
    place.done("hgs certificate renew hgs-node " + signing.group(1));
    String diff = different();
    has(diff, "- signing primary " + signing.group(1));
    has(diff, "\n+ signing primary ");
  }

  @Test
  void nodesThatWereChangedApartAreReportedAlthoughTheyHaveTheSame() {
    Run same = place.done("hgs diff hgs hgs-node");
    has(same.err(), "both have number 1, but each was changed without the other");
  }

  @Test
  void aNodeThatLacksChangesIsRecognizedByItsNumber() {
    place.done("hgs host add hgs host-2 --key hosts/host-2.pem");
    place.done("hgs host remove hgs host-2");
    assertEquals("~ number 3 is 1 there\n", different());
    Run json = place.run("hgs", "diff", "hgs", "hgs-node", "--output", "json");
    has(json.out(), "\"same\": false");
    has(json.out(), "\"leftNumber\": 3");
  }
}
