package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many VMs in one audit, beside the same protectors as bare files. How many: {@code
 * -Dkeyward.machines=100000}. With {@code -Xmx256m} it shows that memory is bounded.
 */
@Tag("soak")
class ManyMachinesTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final int COUNT = Integer.getInteger("keyward.machines", 100_000);
  private static final int IN_A_FOLDER = 1000;

  @TempDir private Path folder;

  /** Counts what is valid, and holds nothing. */
  private static final class Counted implements AuditReceiver {
    private int valid;

    @Override
    public void protector(AuditedProtector protector) {
      valid += protector.standing() == Standing.VALID ? 1 : 0;
    }

    @Override
    public void finish(AuditSummary summary) {}
  }

  @Test
  void veryManyConfigurationsAreAuditedAsBareFilesAre() throws Exception {
    byte[] framed =
        Frame.around(Files.readAllBytes(FIXTURES.resolve("audit/protectors/clean.xml")));
    for (int vm = 0; vm < COUNT; vm++) {
      write("bare", vm, ".kp", framed);
      write("vms", vm, ".vmcx", configuration(vm, framed));
    }
    // What runs first pays for all that Java has to compile.
    valid("bare/0");
    valid("vms/0");
    double bare = perSecond("bare");
    double machines = perSecond("vms");
    String figures =
        String.format(
            Locale.ROOT,
            "%d files: %.0f bare protectors a second, %.0f .vmcx a second, ratio %.2f",
            COUNT,
            bare,
            machines,
            machines / bare);
    Files.writeString(Path.of("target", "many-machines.txt"), figures + "\n");
  }

  private void write(String kind, int vm, String ending, byte[] content) throws IOException {
    Path parent = folder.resolve(kind).resolve("" + vm / IN_A_FOLDER);
    Files.createDirectories(parent);
    Files.write(parent.resolve(id(vm) + ending), content);
  }

  private static String id(int vm) {
    return String.format(Locale.ROOT, "25000000-7B3D-4E5F-9A8B-%012d", vm);
  }

  private static byte[] configuration(int vm, byte[] framed) {
    return new HvsWriter()
        .text("/configuration/properties/name", "vm-" + vm)
        .text("/configuration/properties/global_id", id(vm))
        .bool("/configuration/security/settings/tpm_enabled", true)
        .bytes("/configuration/security/keys/key_protector", framed)
        .file();
  }

  private double perSecond(String kind) throws IOException {
    long began = System.nanoTime();
    assertEquals(COUNT, valid(kind));
    return COUNT / ((System.nanoTime() - began) / 1e9);
  }

  private int valid(String path) throws IOException {
    Counted counted = new Counted();
    PlainAudit.run(counted, new AuditSource.OnDisk(path, folder.resolve(path)));
    return counted.valid;
  }
}
