package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name for {@code --vm} that only looks like the name of a machine in the export. */
class PickedNamesTest {

  @TempDir Path folder;

  @Test
  void isShownQuotedWithTheDifference() throws Exception {
    Playground place = Playground.in(folder);
    String export =
        new String(place.bytes("protectors/export.json"), StandardCharsets.UTF_8)
            .replace("app-vm", "app-vm\u00a0");
    Files.writeString(place.path("export.json"), export);
    for (String line :
        List.of(
            "protector check export.json --vm app-vm",
            "protector convert export.json --vm app-vm --encoding xml -o out.xml",
            "protector grant export.json --vm app-vm --guardian branch-hgs --in-place")) {
      Run run = place.unlocked(line.split(" "));
      assertEquals(3, run.exit(), line + ": " + run.err());
      assertTrue(run.err().contains("differ at character 7: the end and U+00A0"), line + run.err());
    }
    assertEquals(export, Files.readString(place.path("export.json")));
  }
}
