package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd, as systemd itself reads it without running it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "systemd runs there")
class UnitFileTest {

  private static final Path UNIT = Path.of("src/main/packages/systemd/keyward-hgs@.service");

  /** Of ten: 20 is 2.0. */
  private static final String MOST_EXPOSURE = "--threshold=20";

  @TempDir private Path folder;
  private String unit;

  @BeforeEach
  void copyWithAProgramThatIsThere() throws Exception {
    Installed.assume("systemd-analyze", "systemd");
    String text = Files.readString(UNIT).replace("=/usr/bin/keyward ", "=/usr/bin/true ");
    unit = Files.writeString(folder.resolve(UNIT.getFileName()), text).toString();
  }

  @Test
  void systemdFindsNothingWrongInIt() throws Exception {
    Run run = OtherProgram.run(folder, "systemd-analyze", "verify", "--man=no", unit);
    assertEquals(new Run(0, "", ""), run);
  }

  @Test
  void itsExposureIsLow() throws Exception {
    Run run =
        OtherProgram.run(
            folder,
            "systemd-analyze",
            "security",
            "--offline=true",
            "--no-pager",
            MOST_EXPOSURE,
            unit);
    assertEquals(0, run.exit(), run.err() + run.out());
    assertTrue(run.out().contains("Overall exposure level"), run.out());
  }
}
