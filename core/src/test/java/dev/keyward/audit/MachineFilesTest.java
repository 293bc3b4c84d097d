package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.hvs.HvsWriter;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** VMs are audited from copies of the files that Hyper-V keeps them in. */
class MachineFilesTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path SAMPLES = FIXTURES.resolve("vmcx");
  private static final String GUID = "6A4F2C1E-7B3D-4E5F-9A8B-0C1D2E3F4A5B";

  @TempDir private Path folder;

  private PlainAudit audit() throws IOException {
    return PlainAudit.of(folder);
  }

  private static Set<String> codes(PlainAudit audited) {
    return audited.protectors().stream()
        .flatMap(protector -> protector.findings().stream())
        .map(finding -> finding.code().code())
        .collect(Collectors.toSet());
  }

  private static List<String> others(PlainAudit audited) {
    return audited.summary().others().stream()
        .map(other -> other.count() + " " + other.kind().words())
        .toList();
  }

  /** The samples and what {@code expected.json} says of each. */
  static Stream<Arguments> samples() throws Exception {
    JsonFields files =
        JsonFields.parseLoose(Files.readAllBytes(SAMPLES.resolve("expected.json")), "");
    List<Arguments> arguments = new ArrayList<>();
    while (!files.firstName().isEmpty()) {
      String name = files.firstName();
      arguments.add(Arguments.of(name, files.object(name)));
    }
    return arguments.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsReadAsExpected(String name, JsonFields expected) throws Exception {
    Files.copy(SAMPLES.resolve(name), folder.resolve(name));
    PlainAudit audited = audit();
    Set<String> codes = codes(audited);
    for (String absent : texts(expected, "not")) {
      assertTrue(!codes.contains(absent), absent);
    }
    if (expected.has("error")) {
      assertError(audited, expected.text("error", 99));
      return;
    }
    assertTrue(codes.containsAll(texts(expected, "findings")), codes::toString);
    String standing = expected.text("standing", 99);
    if (standing.equals("not audited")) {
      assertEquals(List.of(), audited.protectors());
      return;
    }
    assertKeys(audited, standing, texts(expected, "keys"));
    AuditedProtector first = audited.protectors().get(0);
    assertEquals(Optional.of(expected.text("id", 99)), first.place().mark().id());
    if (expected.has("vm")) {
      assertEquals(expected.text("vm", 99), first.place().vm());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "more-duplicate-key.vmcx, somebody changed it",
    "version-3.vmcx, this Keyward cannot read that version",
    "more-depth-33.vmcx, Keyward reads no more",
    "truncated.vmcx, copy the file again"
  })
  void saysWhatHelpsAgainstEachFault(String name, String advice) throws Exception {
    Files.copy(SAMPLES.resolve(name), folder.resolve(name));
    Finding finding = audit().protectors().get(0).findings().get(0);
    assertTrue(finding.remedy().text().contains(advice), finding::toString);
  }

  private static void assertError(PlainAudit audited, String word) {
    List<Finding> findings =
        audited.protectors().stream().flatMap(each -> each.findings().stream()).toList();
    assertTrue(
        findings.stream()
            .filter(finding -> finding.code().code().equals("not-a-protector"))
            .anyMatch(finding -> finding.found().contains(word)),
        findings::toString);
    assertEquals(
        Set.of(Standing.UNUSABLE),
        audited.protectors().stream().map(AuditedProtector::standing).collect(Collectors.toSet()));
  }

  private static void assertKeys(PlainAudit audited, String standing, List<String> keys) {
    Set<String> found = new HashSet<>();
    for (AuditedProtector protector : audited.protectors()) {
      assertEquals(standing, protector.standing().code());
      protector.place().mark().key().filter(key -> !keys.isEmpty()).ifPresent(found::add);
    }
    assertEquals(Set.copyOf(keys), found);
  }

  private static List<String> texts(JsonFields fields, String name) throws Exception {
    return fields.has(name) ? fields.texts(name, 16, 99) : List.of();
  }

  private void write(String name, HvsWriter content) throws IOException {
    Files.write(folder.resolve(name), content.file());
  }

  private static HvsWriter configuration() {
    return new HvsWriter()
        .text("/configuration/properties/name", "web-01")
        .text("/configuration/properties/global_id", GUID)
        .bool("/configuration/security/settings/tpm_enabled", true);
  }

  @Test
  void configurationAndStateAreOneMachine() throws Exception {
    write(GUID + ".vmcx", configuration());
    write(
        GUID + ".vmrs",
        new HvsWriter().bytes("/configuration/security/keys/key_protector", protector()));
    Files.writeString(folder.resolve("disk.vhdx"), "vhdxfile");
    PlainAudit audited = audit();
    assertEquals(1, audited.protectors().size());
    AuditedProtector web = audited.protectors().get(0);
    assertEquals(Standing.VALID, web.standing());
    assertEquals("web-01", web.place().vm());
    assertEquals("vms/" + GUID + ".vmcx", web.place().file());
    assertEquals(Set.of(), codes(audited));
    assertTrue(others(audited).contains("1 saved state"), () -> others(audited).toString());
  }

  @Test
  void bothFilesOfAMachineThatAreNamedAreOneMachine() throws Exception {
    write(GUID + ".vmcx", configuration());
    write(
        GUID + ".vmrs",
        new HvsWriter().bytes("/configuration/security/keys/key_protector", protector()));
    AuditSource configuration = new AuditSource.OnDisk("a.vmcx", folder.resolve(GUID + ".vmcx"));
    AuditSource state = new AuditSource.OnDisk("a.vmrs", folder.resolve(GUID + ".vmrs"));
    for (PlainAudit audited :
        List.of(PlainAudit.of(configuration, state), PlainAudit.of(state, configuration))) {
      assertEquals(1, audited.protectors().size());
      assertEquals("web-01", audited.protectors().get(0).place().vm());
      assertEquals(Standing.VALID, audited.protectors().get(0).standing());
      assertEquals(Set.of(), codes(audited));
      assertEquals(List.of("1 saved state"), others(audited));
    }
    assertEquals(Set.of("protector-not-in-these-files"), codes(PlainAudit.of(configuration)));
    assertEquals(Standing.VALID, PlainAudit.of(state).protectors().get(0).standing());
  }

  @Test
  void aTpmWithoutAProtectorInBothFilesIsAWarning() throws Exception {
    write(GUID + ".vmcx", configuration());
    write(GUID + ".vmrs", new HvsWriter().number("/configuration/properties/version", 0x900));
    assertEquals(Set.of("tpm-without-protector"), codes(audit()));
  }

  @Test
  void aDamagedStateBesideTheConfigurationIsAnErrorThatNamesIt() throws Exception {
    write(GUID + ".vmcx", configuration());
    byte[] state = new HvsWriter().number("/configuration/properties/version", 0x900).file();
    state[HvsWriter.OBJECT_TABLE] ^= 1;
    Files.write(folder.resolve(GUID + ".vmrs"), state);
    PlainAudit audited = audit();
    assertEquals(Set.of("not-a-protector"), codes(audited));
    assertTrue(
        audited.protectors().get(0).findings().get(0).found().contains(GUID + ".vmrs"),
        () -> audited.protectors().toString());
  }

  @Test
  void theFolderOfAVmIsOneVm() throws Exception {
    try (Stream<Path> files = Files.list(FIXTURES.resolve("machines/vm-folder"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    PlainAudit audited = audit();
    assertEquals(1, audited.protectors().size());
    assertEquals("web-01", audited.protectors().get(0).place().vm());
    assertEquals(Standing.VALID, audited.protectors().get(0).standing());
    assertEquals(
        List.of("1 disk", "2 change tracking", "1 guest state", "1 saved state"), others(audited));
  }

  @Test
  void aVerbOfOneProtectorTakesTheCurrentOne() throws Exception {
    byte[] content = Files.readAllBytes(SAMPLES.resolve("web-01.vmcx"));
    byte[] document = ProtectorFile.of(content).single();
    byte[] copy = Files.readAllBytes(FIXTURES.resolve("protectors/plain/protector.xml"));
    assertArrayEquals(copy, document);
  }

  @Test
  void aVerbOfOneProtectorNamesTheOtherFileOfAMachineWithATpm() {
    byte[] content = configuration().file();
    KeywardException refused =
        assertThrows(KeywardException.class, () -> ProtectorFile.of(content).single());
    assertEquals("no-protector", refused.fault().code());
    assertTrue(refused.fault().hint().orElse("").contains("GUID.vmrs"));
  }

  @Test
  void aGuestStateIsCalledThat() throws Exception {
    byte[] state = new byte[8192];
    System.arraycopy("GUESTRTS".getBytes(StandardCharsets.US_ASCII), 0, state, 4096, 8);
    MalformedInputException refused =
        assertThrows(MalformedInputException.class, () -> ProtectorFile.of(state));
    assertTrue(refused.fault().found().startsWith("the guest state of a VM"));
  }

  @Test
  void aLongStateIsReadInParts() throws Exception {
    HvsWriter state = new HvsWriter();
    state.bytes("/configuration/security/keys/key_protector", protector());
    for (int part = 0; part < 6; part++) {
      state.bytes("/savedstate/part" + part, new byte[1 << 20]);
    }
    write(GUID + ".vmrs", state);
    PlainAudit audited = audit();
    assertEquals(Standing.VALID, audited.protectors().get(0).standing());
    assertEquals(GUID, audited.protectors().get(0).place().vm());
    Path file = folder.resolve(GUID + ".vmrs");
    String line = Thumbprint.of(Files.readAllBytes(file)) + "  " + GUID + ".vmrs\n";
    AuditInput input = audited.summary().inputs().get(0);
    assertEquals(1, input.files());
    assertEquals(Files.size(file), input.bytes());
    assertEquals(Thumbprint.of(line.getBytes(StandardCharsets.UTF_8)), input.sha256());
  }

  private static byte[] protector() throws Exception {
    byte[] document = Files.readAllBytes(FIXTURES.resolve("audit/protectors/clean.xml"));
    return Frame.around(document);
  }
}
