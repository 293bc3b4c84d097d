package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.internal.hvs.LiveWriter;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While a process changes a VM's file, an audit shows the VM as it was or as it is, or an error:
 * never a name of one state with the protector of the other.
 */
class ChangingMachineTest {

  private static final Path FIXTURES =
      Path.of(System.getProperty("keyward.fixtures"), "audit", "protectors");
  private static final Map<String, String> FILES =
      Map.of("before", "clean.xml", "beyond", "model.xml");

  @TempDir private Path folder;

  private static byte[] document(String name) throws IOException {
    return Files.readAllBytes(FIXTURES.resolve(FILES.get(name)));
  }

  /** The value has room for either protector, so that both states have one size. */
  private static byte[] state(String name) throws IOException {
    return new HvsWriter()
        .text("/configuration/properties/name", name)
        .bytes("/configuration/security/keys/key_protector", Frame.around(document(name)))
        .file();
  }

  @Test
  void anAuditNeverMixesTwoStates() throws Exception {
    audit(30);
  }

  @Test
  @Tag("soak")
  void anAuditNeverMixesTwoStatesInManyRuns() throws Exception {
    audit(5_000);
  }

  private void audit(int times) throws Exception {
    Path file = folder.resolve("a.vmcx");
    byte[] before = state("before");
    byte[] beyond = state("beyond");
    assertEquals(before.length, beyond.length);
    int valid = 0;
    try (LiveWriter writer = LiveWriter.start(file, before, beyond)) {
      AuditSource source = new AuditSource.OnDisk("a.vmcx", file);
      for (int time = 0; time < times; time++) {
        for (AuditedProtector found : PlainAudit.of(source).protectors()) {
          if (found.standing() == Standing.VALID) {
            valid++;
            Thumbprint expected = Thumbprint.of(document(found.place().vm()));
            assertEquals(expected, found.sha256().orElseThrow());
          }
        }
      }
      assertTrue(writer.isWriting());
    }
    assertTrue(valid > 0);
  }
}
