package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Copies;
import dev.keyward.audit.result.Standing;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, exports and replicas of a VM are that VM. */
class MachineCopiesTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String GUID = "6A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B";
  private static final String KEY = "/configuration/security/keys/key_protector";

  @TempDir private Path folder;

  private static byte[] clean() throws IOException {
    return protector("audit/protectors/clean.xml");
  }

  private static byte[] protector(String file) throws IOException {
    return Frame.around(Files.readAllBytes(FIXTURES.resolve(file)));
  }

  private static HvsWriter machine(String name) {
    return new HvsWriter()
        .text("/configuration/properties/name", name)
        .text("/configuration/properties/global_id", GUID)
        .bool("/configuration/security/settings/tpm_enabled", true);
  }

  private void write(String path, HvsWriter machine) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, machine.file());
  }

  private PlainAudit audit() throws IOException {
    return PlainAudit.of(folder);
  }

  private static List<String> findings(AuditedProtector protector) {
    return protector.findings().stream()
        .map(finding -> finding.code().code() + ": " + finding.found())
        .toList();
  }

  @Test
  void theSameProtectorInThreeFilesIsOneVmWithAllItsFiles() throws Exception {
    for (String path : List.of("Snapshots/s.vmcx", "Virtual Machines/v.vmcx", "export/e.vmcx")) {
      write(path, machine("web-01").bytes(KEY, clean()));
    }
    PlainAudit audited = audit();
    assertEquals(1, audited.protectors().size());
    assertEquals(1, audited.summary().counts().protectors());
    assertEquals("vms/Snapshots/s.vmcx", audited.protectors().get(0).place().file());
    assertEquals(
        List.of(
            new Copies.Vm(
                "web-01",
                Optional.of(GUID),
                2,
                List.of("vms/Virtual Machines/v.vmcx", "vms/export/e.vmcx"))),
        audited.summary().copies().vms());
    assertEquals(List.of(), findings(audited.protectors().get(0)));
    assertEquals(3, audited.summary().inputs().get(0).files());
  }

  @Test
  void aVmWithoutProtectorIsOneVmToo() throws Exception {
    for (String path : List.of("a/v.vmcx", "b/v.vmcx")) {
      write(path, new HvsWriter().text("/configuration/properties/global_id", GUID));
    }
    PlainAudit audited = audit();
    assertEquals(1, audited.summary().counts().of(Standing.NONE));
    assertEquals(1, audited.summary().copies().count());
  }

  @Test
  void aCopyWithAnotherProtectorIsANoteThatSaysWhoElseCanOpenIt() throws Exception {
    write("a/v.vmcx", machine("web-01").bytes(KEY, clean()));
    write("b/v.vmcx", machine("web-01").bytes(KEY, protector("audit/protectors/owner-only.xml")));
    write("c/v.vmcx", machine("web-01").bytes(KEY, clean()));
    PlainAudit audited = audit();
    assertEquals(2, audited.protectors().size());
    assertEquals(1, audited.summary().copies().count());
    List<String> found = findings(audited.protectors().get(1));
    assertTrue(
        found.get(1).startsWith("copies-differ: only the copy that was read first opens for "),
        found::toString);
  }

  @Test
  void anOlderCopyWithoutProtectorIsANote() throws Exception {
    write("a/v.vmcx", machine("web-01").bytes(KEY, clean()));
    write("b/v.vmcx", new HvsWriter().text("/configuration/properties/global_id", GUID));
    assertEquals(
        List.of("copies-differ: this copy has no protector; the copy that was read first has one"),
        findings(audit().protectors().get(1)));
  }

  @Test
  void aCopyWhoseStateIsMissingIsNotCompared() throws Exception {
    write("a/v.vmcx", machine("web-01").bytes(KEY, clean()));
    write("b/v.vmcx", machine("web-01"));
    assertEquals(
        List.of(
            "protector-not-in-these-files: a virtual TPM, and no protector in the configuration"),
        findings(audit().protectors().get(1)));
  }

  @Test
  void aRenamedCopyKeepsItsRow() throws Exception {
    write("a/v.vmcx", machine("web-01").bytes(KEY, clean()));
    write("b/v.vmcx", machine("web-01-old").bytes(KEY, clean()));
    PlainAudit audited = audit();
    assertEquals(2, audited.protectors().size());
    assertEquals(List.of(), findings(audited.protectors().get(1)));
  }

  @Test
  void aDamagedCopyStaysAnError() throws Exception {
    write("a/v.vmcx", machine("web-01").bytes(KEY, clean()));
    byte[] damaged = machine("web-01").bytes(KEY, clean()).file();
    damaged[HvsWriter.OBJECT_TABLE] ^= 1;
    Files.createDirectories(folder.resolve("b"));
    Files.write(folder.resolve("b/v.vmcx"), damaged);
    assertEquals(
        List.of(Standing.VALID, Standing.UNUSABLE),
        audit().protectors().stream().map(AuditedProtector::standing).toList());
  }

  @Test
  void manyDifferentCopiesKeepTheirRows() throws Exception {
    for (int copy = 0; copy < 20; copy++) {
      byte[] document = Files.readAllBytes(FIXTURES.resolve("audit/protectors/clean.xml"));
      String other = new String(document, StandardCharsets.UTF_8);
      byte[] framed = Frame.around((other + " ".repeat(copy)).getBytes(StandardCharsets.UTF_8));
      write(copy + "/v.vmcx", machine("web-01").bytes(KEY, framed));
    }
    assertEquals(20, audit().protectors().size());
  }
}
