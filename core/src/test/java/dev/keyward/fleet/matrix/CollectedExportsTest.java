package dev.keyward.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.finding.VmFacts;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.protector.file.ExportedGuardian;
import dev.keyward.protector.file.GuardianExport;
import dev.keyward.protector.file.ProtectorFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PowerShell collected of hosts, read as {@code expected.json} beside it says. */
class CollectedExportsTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "powershell");

  private static JsonFields expected(String file) throws Exception {
    return JsonFields.parseLoose(Files.readAllBytes(FOLDER.resolve("expected.json")), "")
        .object(file);
  }

  private static byte[] read(String file) throws Exception {
    return Files.readAllBytes(FOLDER.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "certificates-two-hosts.clixml",
        "certificates-two-hosts.json",
        "certificates-unselected.clixml"
      })
  void readsEveryCertificateWithWhatIsKnownOfItsKey(String file) throws Exception {
    List<String> wanted = new ArrayList<>();
    for (JsonFields each : expected(file).objects("certificates", 64)) {
      String host = each.has("host") ? each.text("host", 99) : "no host";
      wanted.add(each.text("sha1", 40) + " " + each.optionalFlag("privateKey") + " " + host);
    }
    List<String> found = new ArrayList<>();
    for (ExportedGuardian guardian : GuardianExport.parse(read(file))) {
      for (ExportedGuardian.Held each : guardian.held()) {
        String host = guardian.host().orElse("no host");
        found.add(WindowsThumbprint.of(each.certificate()) + " " + each.privateKey() + " " + host);
      }
    }
    assertEquals(wanted, found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"modes-two-hosts.clixml", "modes-two-hosts.json"})
  void readsEveryMode(String file) throws Exception {
    List<String> wanted = new ArrayList<>();
    for (JsonFields each : expected(file).objects("modes", 64)) {
      wanted.add(each.text("host", 99) + " " + each.text("mode", 99));
    }
    List<String> found = new ArrayList<>();
    for (HostModes.Said each : HostModes.parse(read(file))) {
      found.add(each.host().orElseThrow() + " " + each.mode().code());
    }
    assertEquals(wanted, found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"Mode\":0,\"PSComputerName\":\"a\"}]",
        "[{\"Mode\":\"Local\",\"ComputerName\":\"a\"}]",
        "{\"Mode\":{\"value\":0,\"Value\":\"Local\"},\"PSComputerName\":\"a\"}"
      })
  void takesAModeAsNumberWordOrBoth(String json) throws Exception {
    List<HostModes.Said> said = HostModes.parse(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(new HostModes.Said(Optional.of("a"), HostMode.LOCAL)), said);
  }

  @Test
  void refusesAModeThatIsNone() {
    byte[] json =
        "[{\"Mode\":\"Remote\",\"PSComputerName\":\"a\"}]".getBytes(StandardCharsets.UTF_8);
    assertThrows(MalformedInputException.class, () -> HostModes.parse(json));
  }

  private static Map<String, VmFacts> facts(ProtectorFile file) throws Exception {
    Map<String, VmFacts> facts = new LinkedHashMap<>();
    file.examine(vm -> facts.put(vm.vm().orElseThrow(), vm.label().facts()));
    return facts;
  }

  @Test
  void tellsTrustedLaunchFromATpmWithoutProtector() throws Exception {
    Map<String, VmFacts> facts =
        facts(ProtectorFile.open(FOLDER.resolve("vms-trusted-launch.clixml")));
    for (JsonFields vm : expected("vms-trusted-launch.clixml").objects("vms", 64)) {
      VmFacts read = facts.get(vm.text("name", 99));
      assertEquals(Optional.of(vm.text("isolation", 99)), read.isolation());
      assertEquals(vm.optionalFlag("tpm"), read.tpm());
    }
    assertTrue(facts.get("cloud-01").isTrustedLaunch());
    assertFalse(facts.get("tpm-01").isTrustedLaunch());
    assertEquals(Optional.of(true), facts.get("cloud-01").clustered());
  }

  @Test
  void keepsWhyAProtectorCouldNotBeRead() throws Exception {
    VmFacts facts = facts(ProtectorFile.open(FOLDER.resolve("vms-two-hosts.clixml"))).get("db-01");
    assertEquals(
        Optional.of("The operation cannot be performed while the virtual machine is being saved."),
        facts.problem());
  }

  /** An enumeration comes as its word, its number, or both in one of two forms. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<S N='GuestStateIsolationType'>trustedlaunch</S>",
        "<Obj N='GuestStateIsolationType'><TN><T>x</T></TN><ToString>TrustedLaunch</ToString>"
            + "<I32>3</I32></Obj>",
        "<Obj N='GuestStateIsolationType'><MS><I32 N='value'>3</I32><S N='Value'>TrustedLaunch</S>"
            + "</MS></Obj>"
      })
  void takesAnIsolationInEveryForm(String property) throws Exception {
    assertTrue(only(property).isTrustedLaunch());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<I32 N='GuestStateIsolationType'>3</I32>",
        "<S N='GuestStateIsolationType'>TrustedLaunch</S><S N='GUESTSTATEISOLATIONTYPE'>None</S>",
        "<Obj N='GuestStateIsolationType'><LST><S>TrustedLaunch</S></LST></Obj>"
      })
  void concludesNothingFromWhatDoesNotTell(String property) throws Exception {
    assertEquals(VmFacts.NONE, only(property));
  }

  private static VmFacts only(String property) throws Exception {
    String clixml =
        "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'><Obj><MS>"
            + "<S N='Name'>vm</S><BA N='KeyProtector'>AAAABA==</BA>"
            + property
            + "</MS></Obj></Objs>";
    return facts(ProtectorFile.of(clixml.getBytes(StandardCharsets.UTF_8))).get("vm");
  }
}
