package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NoProtectorException;
import dev.keyward.NotCollectedException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.file.ProtectorFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that PowerShell itself wrote, read as {@code expected.json} beside them says. */
class PowerShellExportTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "powershell");

  /** The files with machines, and what each of them says. */
  static Stream<Arguments> filesOfMachines() throws Exception {
    JsonFields files =
        JsonFields.parseLoose(Files.readAllBytes(FOLDER.resolve("expected.json")), "");
    List<Arguments> arguments = new ArrayList<>();
    while (!files.firstName().isEmpty()) {
      String name = files.firstName();
      JsonFields file = files.object(name);
      List<JsonFields> machines = file.has("vms") ? file.objects("vms", 64) : List.of();
      if (!machines.isEmpty()) {
        arguments.add(Arguments.of(name, machines));
      }
    }
    return arguments.stream();
  }

  @ParameterizedTest
  @MethodSource("filesOfMachines")
  void readsEveryMachineAsExpected(String file, List<JsonFields> machines) throws Exception {
    List<Map<String, String>> expected = new ArrayList<>();
    for (JsonFields vm : machines) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("name", vm.has("name") ? vm.text("name", 99) : null);
      entry.put("host", vm.has("host") ? vm.text("host", 99) : null);
      entry.put("problem", vm.has("problem") ? vm.text("problem", 999) : "");
      entry.put("is", is(vm));
      expected.add(entry);
    }
    List<Map<String, String>> read = new ArrayList<>();
    FileReading reading =
        ProtectorFile.open(FOLDER.resolve(file)).examine(protector -> read.add(entry(protector)));
    assertEquals(expected, read);
    assertEquals(new FileReading.Protectors(expected.size()), reading);
  }

  private static String is(JsonFields vm) throws Exception {
    if (vm.optionalFlag("notCollected").orElse(false)) {
      return "not collected";
    }
    return vm.has("document")
        ? ProtectorFixtures.sha256(Files.readAllBytes(FOLDER.resolve(vm.text("document", 99))))
        : "none";
  }

  private static Map<String, String> entry(EncodedProtector protector) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("name", protector.vm().orElse(null));
    entry.put("host", protector.label().host().orElse(null));
    entry.put("problem", "");
    try {
      entry.put("is", ProtectorFixtures.sha256(protector.document()));
    } catch (NoProtectorException e) {
      entry.put("is", "none");
    } catch (NotCollectedException e) {
      entry.put("is", "not collected");
      String[] parts = e.fault().found().split("; its Problem says: ", 2);
      entry.put("problem", parts.length == 2 ? parts[1] : "");
    } catch (KeywardException e) {
      entry.put("is", e.fault().code());
    }
    return entry;
  }

  @Test
  void namesTheColumnsOfAnExportWithoutProtectors() throws Exception {
    ProtectorFile file = ProtectorFile.open(FOLDER.resolve("vms-without-protectors.clixml"));
    FileReading.WithoutProtectors reading =
        assertInstanceOf(FileReading.WithoutProtectors.class, file.examine(protector -> {}));
    assertTrue(reading.columns().containsAll(List.of("VMName", "State", "Uptime")));
    String said = reading.fault().message() + reading.fault().hint().orElseThrow();
    assertTrue(said.contains("VMName") && said.contains("Get-VMKeyProtector"), said);
    assertTrue(!said.contains("backup"), said);
  }

  @ParameterizedTest
  @MethodSource("otherExports")
  void takesExportsOfCertificatesAndModesForOthers(String file, boolean certificates)
      throws Exception {
    FileReading.OtherExport reading =
        assertInstanceOf(
            FileReading.OtherExport.class,
            ProtectorFile.open(FOLDER.resolve(file)).examine(protector -> {}));
    assertEquals(certificates, reading.certificates());
  }

  static Stream<Arguments> otherExports() {
    return Stream.of(
        Arguments.of("certificates-two-hosts.clixml", true),
        Arguments.of("certificates-two-hosts.json", true),
        Arguments.of("certificates-unselected.clixml", true),
        Arguments.of("modes-two-hosts.clixml", false),
        Arguments.of("modes-two-hosts.json", false));
  }
}
