package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script in another language that knows the layout from its description only. */
class HeaderWitnessTest {

  @TempDir Path folder;

  private Checks.Ended check(byte[] file) throws Exception {
    return Checks.run("check_header.py", TestVms.write(folder, file).toString(), "shielded-vm");
  }

  @Test
  void verifiesTheOwnersSignature() throws Exception {
    Checks.Ended ended = check(TestVms.shielded("app", Map.of("vtpm-state", new byte[10])));
    assertEquals(0, ended.code(), ended.output());
    assertEquals(
        java.util.UUID.nameUUIDFromBytes("app".getBytes(StandardCharsets.UTF_8))
            + " shielded branch datacenter",
        ended.output());
  }

  @Test
  void refusesAChangedHeader() throws Exception {
    byte[] file = TestVms.shielded("app", Map.of());
    byte[] other = TestVms.shielded("apq", Map.of());
    Checks.Ended ended = check(TestVms.spliced(file, other, 0));
    assertNotEquals(0, ended.code());
    assertEquals("the signature does not verify", ended.output());
  }
}
