package dev.keyward.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.RealGuest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the page whose blocks boot guests, as {@link PagesIT} runs the others. Each command is a
 * process of its own. {@code -Dkeyward.pages=rewrite} writes what was printed into the page.
 */
@Tag("soak")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class GuestPagesIT {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("keyward.distribution")).toAbsolutePath().resolve("bin/keyward");

  @TempDir private Path folder;

  @Test
  void thePageOfGuestsShowsWhatItsCommandsPrintAndTheDemoCountsItsBoots() throws Exception {
    RealGuest guest = RealGuest.install();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path keyward = bin.resolve("keyward");
    Files.writeString(keyward, "#!/bin/sh\nexec '" + LAUNCHER + "' \"$@\"\n");
    Files.setPosixFilePermissions(keyward, PosixFilePermissions.fromString("rwxr-xr-x"));
    Page page = Page.read(Pages.WITH_GUESTS, Programs.of());
    PageShell shell =
        new PageShell(folder, Map.of("KEYWARD_GUEST_KERNEL", guest.kernel().toString()));
    List<String> differences = page.differences(shell);
    if (Pages.REWRITE) {
      page.rewrite();
    } else {
      assertEquals(List.of(), differences);
    }
    assertEquals("3", counter(folder.resolve("reader/demo")));
  }

  /** What the guest of the demonstration wrote on its disk, read without Keyward and the guest. */
  private static String counter(Path demo) throws IOException, InterruptedException {
    Path opened = demo.resolve("opened.img");
    Process convert =
        new ProcessBuilder(
                "qemu-img",
                "convert",
                "--object",
                "secret,id=owner,file=" + demo.resolve("owner.key"),
                "--image-opts",
                "driver=luks,key-secret=owner,file.filename=" + demo.resolve("disk.img"),
                "-O",
                "raw",
                opened.toString())
            .inheritIO()
            .start();
    assertEquals(0, convert.waitFor());
    byte[] counter = new byte[16];
    try (RandomAccessFile disk = new RandomAccessFile(opened.toFile(), "r")) {
      disk.readFully(counter);
    }
    return new String(counter, StandardCharsets.US_ASCII).strip();
  }
}
