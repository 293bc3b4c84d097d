package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services know hosts by their keys, and hosts know services by the keys that they pin. */
class HostKeysInFleetsTest {

  private static final String KEY = " --key hosts/new/host-key.pem";

  @TempDir Path folder;

  private Playground place;

  @BeforeEach
  void makeAProtectorForTheService() {
    place = Playground.in(folder);
    place.done("hgs metadata hgs -o metadata.xml");
    place.done("guardian import branch metadata.xml --allow-untrusted-root");
    place.done("protector create --owner central-it --guardian branch -o vm.kp");
  }

  /** A fleet with one host that asks the service first, and then its other node. */
  private Run check(String host) throws IOException {
    Files.writeString(
        folder.resolve("fleet.yaml"),
        """
        schema: keyward.fleet/1
        sites: [here]
        hgs:
          - {name: first, guardian: branch, site: here, folder: hgs, address: "first:8080"}
          - {name: second, guardian: branch, site: here, folder: hgs-node, address: "second:8080"}
        hosts: [%s]
        vms: [{name: vm, host: host-1, protector: vm.kp}]
        """
            .replace("%s", "{name: host-1, site: here, version: 1809, " + host + "}"));
    return place.typed("fleet check fleet.yaml --protectors vm.kp");
  }

  private String configured() throws IOException {
    place.done("host configure hosts/new --primary http://first:8080 --guardian branch");
    Files.writeString(
        folder.resolve("host.json"), place.done("host show hosts/new --output json").out());
    return "configuration: host.json";
  }

  private static void has(Run run, String part) {
    assertTrue(run.out().contains(part), run.out() + run.err());
  }

  private static void lacks(Run run, String part) {
    assertFalse(run.out().contains(part), run.out());
  }

  @Test
  void twoKeysUnderOneNameAreAnError() throws Exception {
    lacks(check("primary: first, fallback: second"), "host-key-differs");
    place.done("hgs host remove hgs-node host-1");
    place.done("hgs host add hgs-node host-1" + KEY);
    Run check = check("primary: first, fallback: second");
    assertEquals(1, check.exit());
    has(check, "error  host-key-differs: host host-1 is registered with first and second by two");
    lacks(check, "not-registered");
  }

  @Test
  void theNameOfTheHostWithAnotherKeyIsAnError() throws Exception {
    Run check = check(configured());
    assertEquals(1, check.exit());
    has(check, "error  host-key-differs: host host-1 is registered with first by another key");
    lacks(check, "not-registered");
    place.done("hgs host remove hgs host-1");
    Run neither = check("configuration: host.json");
    assertEquals(1, neither.exit());
    has(neither, "error  not-registered: host host-1 is not registered with first");
    lacks(neither, "host-key-differs");
  }

  @Test
  void itsKeyUnderAnotherNameIsANote() throws Exception {
    place.done("hgs host remove hgs host-1");
    place.done("hgs host add hgs renamed" + KEY);
    Run check = check(configured());
    has(check, "note  host-has-other-name: host host-1 is registered with first as renamed");
    lacks(check, "not-registered");
    lacks(check, "cannot-start");
  }

  @Test
  void pinsThatLackTheNewSigningKeyAreTold() throws Exception {
    configured();
    String before = primary();
    place.done("hgs certificate add hgs --use signing --primary --key-size 2048");
    place.done("hgs metadata hgs -o new.xml --signed-by " + before);
    place.done("guardian update branch new.xml");
    String pin = "host-pin-out-of-date: ";
    String fault = " does not take the current signing key of branch";
    Run check = check("configuration: host.json");
    has(check, "warning  " + pin + "host host-1" + fault);
    has(check, "host configure DIR --primary https://first:8080 --guardian branch");
    Run renew = place.typed("protector renew vm.kp --guardian branch --host hosts/new --in-place");
    assertTrue(renew.err().contains(pin + "hosts/new" + fault), renew.err());
    assertTrue(renew.err().contains("run keyward host configure DIR first"), renew.err());
    lacks(check(configured()), pin);
  }

  private String primary() {
    String list = place.done("hgs certificate list hgs").out();
    Matcher primary =
        Pattern.compile("signing +primary .*\\n +sha256 +([0-9a-f]{64})").matcher(list);
    assertTrue(primary.find(), list);
    return primary.group(1);
  }
}
