package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock is wrong, as after a start without a battery or a network. */
class WrongClockTest {

  private static final List<String> MAKING =
      List.of(
          "guardian create fresh --key-size 2048",
          "guardian renew central-it",
          "hgs certificate add hgs --use signing",
          "hgs certificate renew hgs THUMBPRINT");

  @TempDir Path folder;

  private Playground here;

  @BeforeEach
  void open() {
    here = Playground.in(folder.resolve("case"));
  }

  private Run at(String instant, String line) {
    return here.setting()
        .at(Instant.parse(instant))
        .run((line + " --passphrase-file passphrase.txt").split(" "));
  }

  private String thumbprint() {
    String list = here.run("hgs", "certificate", "list", "hgs", "--output", "json").out();
    return list.replaceAll("(?s).*?\"sha256\": \"([0-9a-f]{64})\".*", "$1");
  }

  @Test
  void noCertificateIsMadeBefore2020() {
    Map<String, String> before = here.files();
    for (String line : MAKING) {
      Run run = at("1970-01-02T00:00:00Z", line.replace("THUMBPRINT", thumbprint()));
      assertEquals(4, run.exit(), line + run.err());
      assertTrue(run.err().contains("clock: it says 1970-01-02T00:00:00Z, before 2020"), run.err());
      assertTrue(run.err().contains("set the clock of this machine"), run.err());
    }
    Run init = at("1970-01-02T00:00:00Z", "hgs init new-hgs --name x");
    assertEquals(4, init.exit(), init.err());
    assertEquals(before, here.files());
  }

  @Test
  void noCertificateIsMadeBeforeTheNewestThatIsThereBegan() {
    Map<String, String> before = here.files();
    for (String line : MAKING) {
      Run run = at("2026-02-01T00:00:00Z", line.replace("THUMBPRINT", thumbprint()));
      assertEquals(4, run.exit(), line + run.err());
      assertTrue(run.err().contains("before the certificate"), run.err());
    }
    assertEquals(before, here.files());
  }

  @Test
  void noServiceIssuesHealthCertificates() {
    for (String instant : List.of("1970-01-02T00:00:00Z", "2026-02-01T00:00:00Z")) {
      Run run = at(instant, "hgs serve hgs --listen 127.0.0.1:0");
      assertEquals(4, run.exit(), run.err());
      assertTrue(run.err().contains("clock: it says " + instant), run.err());
    }
  }

  @Test
  void nowSaysTheTimeAllTheSame() {
    Run run =
        at(
            "1970-01-02T00:00:00Z",
            "guardian renew central-it --now 2026-11-24T00:00:00Z --validity-days 9");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("2026-11-24 to 2026-12-03"), run.out());
  }

  @Test
  void adviceAboutDatesBeginsWithTheClock() {
    for (String line :
        List.of(
            "protector create --owner central-it --guardian datacenter-hgs -o a.xml",
            "protector grant protectors/hgs-vm.xml --guardian branch-hgs -o b.xml",
            "guardian import z metadata/stranger-metadata.xml --allow-untrusted-root")) {
      Run run = at("1970-01-02T00:00:00Z", line);
      assertEquals(4, run.exit(), line + run.err());
      assertTrue(run.err().contains("check the clock of this machine first"), line + run.err());
    }
  }

  /** A certificate that is over is no matter of the clock. */
  @Test
  void anEndedCertificateIsStillToBeRenewed() {
    Run run = at("2099-01-02T00:00:00Z", "protector create --owner central-it -o a.xml");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("renew it (guardian renew"), run.err());
  }
}
