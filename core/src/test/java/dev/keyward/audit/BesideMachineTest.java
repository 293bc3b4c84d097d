package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger puts beside a file of a VM neither hides that VM nor leads out of the folder. */
class BesideMachineTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");
  private static final String GUID = "6A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B";
  private static final String OTHER = "7A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B";

  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(root.resolve("vms"));
  }

  private Path configuration() {
    return folder.resolve(GUID + ".vmcx");
  }

  private Path state() {
    return folder.resolve(GUID + ".vmrs");
  }

  /** Each VM by its standing and, where there are some, the codes of its findings. */
  private List<String> audited() throws IOException {
    List<String> found = new ArrayList<>();
    for (AuditedProtector protector : PlainAudit.of(folder).protectors()) {
      StringBuilder line = new StringBuilder(protector.standing().code());
      protector.findings().forEach(each -> line.append(' ').append(each.code().code()));
      found.add(line.toString());
    }
    return found;
  }

  private static HvsWriter machine(String id) {
    return new HvsWriter()
        .text("/configuration/properties/global_id", id)
        .bool("/configuration/security/settings/tpm_enabled", true);
  }

  private static HvsWriter keys(HvsWriter writer) throws IOException {
    byte[] framed = Frame.around(Files.readAllBytes(CLEAN));
    return writer.bytes("/configuration/security/keys/key_protector", framed);
  }

  @Test
  void aTextInThePlaceOfTheConfigurationHidesNoState() throws IOException {
    Files.writeString(configuration(), "nothing\n");
    Files.write(state(), keys(new HvsWriter()).file());
    assertEquals(List.of("unusable not-a-protector", "valid"), audited());
  }

  @Test
  void aFolderInThePlaceOfTheConfigurationHidesNoState() throws IOException {
    Files.createDirectory(configuration());
    Files.write(state(), keys(new HvsWriter()).file());
    assertEquals(List.of("valid"), audited());
  }

  @Test
  void aLinkInThePlaceOfTheConfigurationHidesNoState() throws IOException {
    Files.write(root.resolve("elsewhere"), machine(GUID).file());
    Files.createSymbolicLink(configuration(), root.resolve("elsewhere"));
    Files.write(state(), keys(new HvsWriter()).file());
    assertEquals(List.of("valid"), audited());
  }

  @Test
  void aContainerWithoutAConfigurationHidesNoState() throws IOException {
    Files.write(configuration(), new HvsWriter().number("/savedstate/version", 1).file());
    Files.write(state(), keys(new HvsWriter()).file());
    assertEquals(List.of("valid"), audited());
  }

  @Test
  void aConfigurationWhoseEndingIsSpelledOtherwiseHidesNoState() throws IOException {
    Files.write(folder.resolve(GUID + ".VMCX"), machine(GUID).file());
    Path odd = folder.resolve(GUID + ".vmrS");
    Files.write(odd, keys(new HvsWriter()).file());
    assumeTrue(!Files.exists(state()), "skipped: this file system ignores case");
    assertEquals(List.of("none protector-not-in-these-files", "valid"), audited());
  }

  @Test
  void aStateThatIsALinkOutOfTheFolderIsNotRead() throws IOException {
    Files.write(configuration(), machine(GUID).file());
    Files.write(root.resolve("elsewhere"), keys(new HvsWriter()).file());
    Files.createSymbolicLink(state(), root.resolve("elsewhere"));
    assertEquals(List.of("none protector-not-in-these-files"), audited());
  }

  @Test
  void aPipeInThePlaceOfTheStateIsNotWaitedFor() throws Exception {
    Files.write(configuration(), keys(machine(GUID)).file());
    boolean made;
    try {
      made = new ProcessBuilder("mkfifo", state().toString()).start().waitFor() == 0;
    } catch (IOException e) {
      made = false;
    }
    assumeTrue(made, "skipped: this system has no mkfifo");
    assertEquals(List.of("valid"), audited());
  }

  @Test
  void theStateOfAnotherVmIsAnError() throws IOException {
    Files.write(configuration(), machine(GUID).file());
    Files.write(state(), keys(machine(OTHER)).file());
    assertEquals(List.of("unusable not-a-protector"), audited());
  }
}
