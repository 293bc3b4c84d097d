package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PowerShell puts a mark before text that it pipes. */
class PipedTextTest {

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @TempDir private Path temp;

  @ParameterizedTest
  @CsvSource({
    "protectors/hgs-vm.xml, protector show -",
    "protectors/hgs-vm.base64, protector show -",
    "protectors/export.json, protector show - --number 1",
    "protectors/export.clixml, audit -",
    "metadata/branch-metadata.xml, guardian inspect -",
    "vms/get-vm.json, vm describe - --from hyperv -o -",
    "vms/domain.xml, vm describe - --from libvirt -o -"
  })
  void aMarkBeforeTextOnStandardInputChangesNothing(String file, String words) throws IOException {
    Playground here = Playground.in(temp);
    byte[] text = here.bytes(file);
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.write(MARK);
    marked.write(text);
    Run plain = here.setting().stdin(text).run(words.split(" "));
    Run piped = here.setting().stdin(marked.toByteArray()).run(words.split(" "));
    assertEquals(plain.exit(), piped.exit(), piped.err());
    assertTrue(!piped.out().isEmpty() && piped.exit() <= 1, piped.err());
  }

  @Test
  void theLimitOfStandardInputIsNamedWhereItIsReached() throws IOException {
    Playground here = Playground.in(temp);
    Run run = here.setting().stdin(new byte[(1 << 20) + 1]).run("guardian", "inspect", "-");
    assertEquals(3, run.exit());
    assertEquals(
        "keyward: error: stdin: more than 1048576 bytes, expected at most that many\n", run.err());
  }
}
