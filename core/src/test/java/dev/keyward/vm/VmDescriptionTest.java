package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.vm.VmState.Activity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmDescriptionTest {

  private static final String ID = "3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50";
  private static final String OWN =
      "{\"schema\":\"keyward.vm/1\",\"id\":\"" + ID + "\",\"name\":\"app\",\"generation\":2}";
  private static final String DOMAIN =
      """
      <!-- made by virsh -->
      <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
        <name>app</name>
        <uuid>%s</uuid>
        <metadata><x:y xmlns:x='urn:x'><uuid>other</uuid></x:y></metadata>
        <os%s><type arch='x86_64'>hvm</type>%s</os>
        <qemu:commandline/>
      </domain>
      """;

  private static VmDescription read(String text) throws KeywardException {
    return VmDescription.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String text) {
    return assertThrows(KeywardException.class, () -> read(text)).fault().code();
  }

  private static String exported(String fields) {
    return "{\"Notes\":null,\"Uptime\":{\"TotalDays\":0.0,\"Ticks\":0},\"CPUUsage\":0,"
        + fields
        + "}";
  }

  private static final String NAMES =
      "\"VMId\":\""
          + ID.toUpperCase(Locale.ROOT)
          + "\",\"Id\":\""
          + ID.toUpperCase(Locale.ROOT)
          + "\",\"VMName\":\"app\"";

  private static final String TPM =
      "<devices><tpm><backend type='emulator' version='2.0'/></tpm></devices>";
  private static final String SECURE = "<loader secure='yes'/>";

  /** A domain with this in its os element, and this after it. */
  private static String domain(String os, String rest) {
    return String.format(Locale.ROOT, DOMAIN, ID, " firmware='efi'", os)
        .replace("<qemu:commandline/>", rest);
  }

  @Test
  void aDomainWithSecureBootAndAVtpmLacksNothing() throws Exception {
    String on = "<firmware><feature enabled='yes' name='secure-boot'/></firmware>";
    assertEquals(List.of(), read(domain(on + "<loader secure='yes'/>", TPM)).gaps());
    assertEquals(List.of(), read(domain(on, TPM)).gaps());
  }

  @Test
  void aDomainThatDoesNotAskForSecureBootMayStartWithout() throws Exception {
    List<String> gaps = read(domain("", TPM)).gaps();
    assertEquals(1, gaps.size());
    assertTrue(gaps.get(0).startsWith("<loader>: no secure='yes'"), gaps.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<firmware><feature enabled='no' name='secure-boot'/></firmware>",
        "<loader secure='no'/>"
      })
  void namesTheElementThatTurnsSecureBootOff(String os) throws Exception {
    List<String> gaps = read(domain(os, TPM)).gaps();
    assertEquals(1, gaps.size());
    assertTrue(os.contains(gaps.get(0).replaceAll("[>/].*", "")), gaps.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<devices><disk/></devices>",
        "<metadata><devices><tpm/></devices></metadata>",
        "<devices><tpm><backend type='passthrough'/></tpm></devices>",
        "<devices><tpm><backend type='emulator' version='1.2'/></tpm></devices>"
      })
  void namesATpmThatIsMissingOrNoVirtualOne(String rest) throws Exception {
    List<String> gaps = read(domain(SECURE, rest)).gaps();
    assertEquals(1, gaps.size(), gaps.toString());
    assertTrue(gaps.get(0).contains("<tpm>") || gaps.get(0).contains("<backend"), gaps.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "SecureBoot, 1, 1",
    "SecureBoot, `Off`, 1",
    "SecureBoot, 0, 0",
    "SecureBoot, `On`, 0",
    "TpmEnabled, false, 1",
    "TpmEnabled, true, 0"
  })
  void namesTheFieldOfHyperVThatTurnsSomethingOff(String field, String value, int gaps)
      throws Exception {
    String json = NAMES + ",\"Generation\":2,\"" + field + "\":" + value.replace("`", "\"");
    assertEquals(gaps, read(exported(json)).gaps().size());
  }

  @Test
  void readsItsOwnForm() throws Exception {
    VmDescription vm = read(OWN);
    assertEquals(VmIdentity.parse(ID, "app"), vm.identity());
    assertEquals(Activity.UNCLAIMED, vm.state().activity());
  }

  @ParameterizedTest
  @CsvSource({
    "3,OFF",
    "`Off`,OFF",
    "2,RUNNING",
    "`Running`,RUNNING",
    "6,SAVED",
    "9,PAUSED",
    "4,OTHER",
    "10,OTHER",
    "32784,OTHER",
    "`RunningCritical`,OTHER",
    "`Wird ausgeführt`,OTHER",
    "`Aus`,OTHER",
    "null,UNSAID",
    "``,UNSAID",
    "{`value`:2;`Value`:`Running`},RUNNING",
    "{`value`:2},RUNNING"
  })
  void onlyAStateThatIsKnownCountsAsOff(String written, Activity expected) throws Exception {
    String state = written.replace('`', '"').replace(';', ',');
    VmDescription vm = read(exported(NAMES + ",\"Generation\":2,\"State\":" + state));
    assertEquals(VmIdentity.parse(ID, "app"), vm.identity());
    assertEquals(expected, vm.state().activity());
  }

  @Test
  void anExportWithoutAStateDoesNotSayThatTheMachineIsOff() throws Exception {
    VmDescription vm = read(exported(NAMES + ",\"Generation\":2"));
    assertEquals(Activity.UNSAID, vm.state().activity());
  }

  @Test
  void aNumberIsShownAsTheWordThatHyperVHasForIt() throws Exception {
    VmDescription vm = read(exported(NAMES + ",\"Generation\":2,\"State\":10"));
    assertEquals("Starting", vm.state().word());
  }

  @Test
  void aDomainWithAnIdRunsAndOneWithoutMay() throws Exception {
    String domain = String.format(Locale.ROOT, DOMAIN, ID, " firmware='efi'", "");
    assertEquals(Activity.UNSAID, read(domain).state().activity());
    String active = domain.replaceFirst("<domain", "<domain id='7'");
    assertEquals(Activity.RUNNING, read(active).state().activity());
  }

  @Test
  void takesTheShortNamesOfPowerShellAndAnArrayOfOne() throws Exception {
    String one = exported("\"Id\":\"" + ID + "\",\"Name\":\"app\",\"Generation\":2");
    assertEquals(VmIdentity.parse(ID, "app"), read("[" + one + "]").identity());
    assertEquals("not-one", refusal("[" + one + "," + one + "]"));
  }

  @Test
  void readsWhatWindowsPowerShellWritesToFiles() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe});
    bytes.writeBytes(
        (exported(NAMES + ",\"Generation\":2") + "\r\n").getBytes(StandardCharsets.UTF_16LE));
    assertEquals("app", VmDescription.parse(bytes.toByteArray()).identity().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {" firmware='efi'|''", "''|<loader readonly='yes' type='pflash'>/x.fd</loader>"})
  void readsALibvirtDomain(String attribute, String loader) throws Exception {
    String space = attribute.isEmpty() ? "" : " ";
    VmDescription vm =
        read(String.format(Locale.ROOT, DOMAIN, ID, space + attribute.strip(), loader));
    assertEquals(VmIdentity.parse(ID, "app"), vm.identity());
  }

  @Test
  void refusesMachinesThatStartFromABios() {
    assertEquals("generation-1", refusal(OWN.replace(":2}", ":1}")));
    assertEquals("generation-1", refusal(exported(NAMES + ",\"Generation\":1")));
    assertEquals("generation-1", refusal(String.format(Locale.ROOT, DOMAIN, ID, "", "")));
    assertEquals(
        "generation-1", refusal(String.format(Locale.ROOT, DOMAIN, ID, " firmware='bios'", "")));
    String rom = "<loader type='rom'>/x</loader>";
    assertEquals("generation-1", refusal(String.format(Locale.ROOT, DOMAIN, ID, "", rom)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"schema\":\"keyward.vm/1\"}",
        "<x/>",
        "<domain/>",
        "<!DOCTYPE domain [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain>&e;</domain>",
      })
  void refusesWhatDescribesNoMachine(String text) {
    refusal(text);
  }

  @Test
  void refusesItsOwnFormWithAnythingElse() {
    assertEquals("unknown-version", refusal(OWN.replace("vm/1", "vm/2")));
    assertEquals("unknown-field", refusal(OWN.replace(":2}", ":2,\"x\":1}")));
    assertEquals("bad-vm-id", refusal(OWN.replace(ID, "3fb65b17")));
    assertEquals("bad-vm-name", refusal(OWN.replace("app", "a\\u0007p")));
  }

  @Test
  void refusesTwoIdsThatDiffer() {
    String two = NAMES.replace("\"Id\":\"3", "\"Id\":\"4");
    assertEquals("bad-field", refusal(exported(two + ",\"Generation\":2")));
  }

  @Test
  void refusesTwoNamesInADomain() {
    String two =
        String.format(Locale.ROOT, DOMAIN, ID, " firmware='efi'", "")
            .replace("<uuid>", "<name>b</name><uuid>");
    assertEquals("bad-structure", refusal(two));
  }

  @Test
  void lets3000MutationsDescribeAMachineOrBeRefused() {
    mutate(3_000, 6);
  }

  @Test
  @Tag("soak")
  void lets30000MutationsDescribeAMachineOrBeRefused() {
    mutate(30_000, 7);
  }

  private static void mutate(int count, long seed) {
    String[] sources = {
      OWN,
      exported(NAMES + ",\"Generation\":2,\"State\":3"),
      String.format(Locale.ROOT, DOMAIN, ID, " firmware='efi'", "<loader/>")
    };
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      byte[] damaged = sources[i % sources.length].getBytes(StandardCharsets.UTF_8);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : damaged[random.nextInt(damaged.length)];
      }
      if (random.nextInt(8) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      try {
        assertNotNull(VmDescription.parse(damaged).identity());
      } catch (KeywardException e) {
        // Refused, as it may be.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"APP-2", "3FB65B17-0000-4000-8000-000000000002"})
  void picksOneOfSeveralMachinesByNameOrId(String wanted) throws Exception {
    for (String form : new String[] {"[%s]", "{\"value\":[%s],\"Count\":2}"}) {
      byte[] several =
          String.format(Locale.ROOT, form, machine(1) + "," + machine(2))
              .getBytes(StandardCharsets.UTF_8);
      VmDescription vm = VmDescription.parse(several, Optional.of(wanted));
      assertEquals("app-2", vm.identity().name());
      assertEquals(Activity.RUNNING, vm.state().activity());
    }
  }

  @Test
  void idsHaveNoCaseAndNoBraces() throws Exception {
    String other = NAMES.replaceFirst(ID, "{" + ID.toUpperCase(Locale.ROOT) + "}");
    assertEquals(
        VmIdentity.parse(ID, "app"), read(exported(other + ",\"Generation\":2")).identity());
    byte[] several = exported(machine(1), machine(2));
    String wanted = "{3FB65B17-0000-4000-8000-000000000002}";
    assertEquals("app-2", VmDescription.parse(several, Optional.of(wanted)).identity().name());
  }

  @Test
  void aNameThatDiffersByABlankIsShownWithTheDifference() {
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> VmDescription.parse(exported(machine(1), machine(2)), Optional.of("app-2 ")));
    assertTrue(
        e.fault().found().contains("differ at character 6: U+0020 and the end"), e.fault().found());
  }

  private static byte[] exported(String... machines) {
    return ("[" + String.join(",", machines) + "]").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void twoOfOneNameAreToldApartByHostOrId() throws KeywardException {
    byte[] several =
        exported(
            machine(1).replaceFirst("\\{", "{\"ComputerName\":\"HV1\","),
            machine(2).replace("app-2", "app-1").replaceFirst("\\{", "{\"ComputerName\":\"HV2\","));
    KeywardException both =
        assertThrows(
            KeywardException.class, () -> VmDescription.parse(several, Optional.of("app-1")));
    assertEquals("ambiguous-vm", both.fault().code());
    VmDescription second = VmDescription.parse(several, Optional.of("APP-1@hv2"));
    VmDescription first = VmDescription.parse(several, Optional.of("app-1@hv1"));
    assertNotEquals(first.identity().id(), second.identity().id());
  }

  @Test
  void aNameInAnotherSpellingOfUnicodePicksItsMachine() throws KeywardException {
    byte[] several = exported(machine(1), machine(2).replace("app-2", "k\u00f6ln"));
    VmDescription vm = VmDescription.parse(several, Optional.of("KO\u0308LN"));
    assertEquals("k\u00f6ln", vm.identity().name());
  }

  @Test
  void asksWhichOfSeveralMachinesIsMeant() {
    byte[] several = ("[" + machine(1) + "," + machine(2) + "]").getBytes(StandardCharsets.UTF_8);
    KeywardException none =
        assertThrows(KeywardException.class, () -> VmDescription.parse(several));
    assertEquals("not-one", none.fault().code());
    KeywardException other =
        assertThrows(
            KeywardException.class, () -> VmDescription.parse(several, Optional.of("other")));
    assertEquals("0 machines of that name or id", other.fault().found());
  }

  private static String machine(int number) {
    return String.format(
            Locale.ROOT,
            "{\"VMName\":\"app-%d\",\"VMId\":\"3fb65b17-0000-4000-8000-00000000000%d\",",
            number,
            number)
        + "\"Generation\":2,\"State\":{\"value\":2,\"Value\":\"Running\"},\"Disks\":[{\"a\":1}]}";
  }
}
