package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the folder of a service says about its keys counts before what the store took. */
class ServiceFoldersTest {

  private static final String CHECK = "protector check vm.kp --guardian branch ";

  private static Playground made;
  private static Playground rotated;

  @TempDir Path folder;

  private Playground place;

  @BeforeAll
  static void makeAProtectorForTheService(@TempDir Path base) throws IOException {
    made = Playground.in(base.resolve("made"));
    made.done("hgs metadata hgs -o metadata.xml");
    made.done("guardian import branch metadata.xml --allow-untrusted-root");
    made.done("protector create --owner central-it --guardian branch -o vm.kp");
    rotated = made.copiedTo(base.resolve("rotated"));
    rotated.done("hgs certificate add hgs --use encryption --primary --key-size 2048");
  }

  @BeforeEach
  void copy() throws IOException {
    place = made.copiedTo(folder);
  }

  /** The service has another primary encryption key, beside the one before it. */
  private void rotate() throws IOException {
    Spawned.deleteTree(folder.resolve("hgs"));
    Spawned.copyTree(rotated.path("hgs"), folder.resolve("hgs"));
  }

  private static void has(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  /** The fingerprint of the primary certificate of that use. */
  private String primary(String use) {
    String list = place.done("hgs certificate list hgs").out();
    Matcher primary =
        Pattern.compile(use + " +primary .*\\n +sha256 +([0-9a-f]{64})").matcher(list);
    assertTrue(primary.find(), list);
    return primary.group(1);
  }

  private Run fleet(String guardian) throws IOException {
    Files.writeString(
        folder.resolve("fleet.yaml"),
        """
        schema: keyward.fleet/1
        sites: [here]
        hgs: [{name: branch, guardian: %s, site: here, folder: hgs}]
        hosts: [{name: host-1, site: here, version: 1809, primary: branch}]
        vms: [{name: vm, host: host-1, protector: vm.kp}]
        """
            .replace("%s", guardian));
    return place.typed("fleet check fleet.yaml --protectors vm.kp");
  }

  @Test
  void aKeyThatIsEnabledBesideTheNewOneOpens() throws Exception {
    rotate();
    Run check = place.done(CHECK + "--hgs hgs --output json");
    has(check.out(), "\"by\": \"enabled\"");
    has(check.err(), "guardian-out-of-date: the service has other primary keys");
    has(place.done("audit vm.kp --hgs hgs").out(), "warning  guardian-out-of-date: ");
    has(fleet("branch").out(), "warning  guardian-out-of-date: ");
  }

  @Test
  void aKeyThatIsDisabledDoesNot() throws Exception {
    String before = primary("encryption");
    rotate();
    place.done("hgs certificate disable hgs " + before + " --force");
    assertEquals(0, place.typed(CHECK).exit());
    Run check = place.typed(CHECK + "--hgs hgs");
    assertEquals(1, check.exit(), check.err());
    has(check.out(), "no, only by a retired key");
    has(
        place.typed("audit vm.kp --hgs hgs").out(),
        "renewed-key: wrapped to keys that branch has retired");
  }

  @Test
  void theAdviceEndsTheWarning() throws Exception {
    String before = primary("encryption");
    rotate();
    place.done("hgs metadata hgs -o new.xml");
    place.done("guardian update branch new.xml");
    assertFalse(place.typed(CHECK + "--hgs hgs").err().contains("guardian-out-of-date"));
    place.done("hgs certificate disable hgs " + before + " --force");
    String advice = place.typed(CHECK + "--hgs hgs").err();
    Matcher command =
        Pattern.compile("keyward (guardian retire branch [0-9a-f]{64})").matcher(advice);
    assertTrue(command.find(), advice);
    place.done(command.group(1));
    assertFalse(place.typed(CHECK + "--hgs hgs").err().contains("guardian-out-of-date"));
    place.done("hgs certificate set-primary hgs " + before);
    advice = place.typed(CHECK + "--hgs hgs").err();
    has(advice, "the service uses keys that the store has retired for branch");
    has(advice, command.group(1) + " --undo");
  }

  @Test
  void aFormerSigningKeyOfTheServiceVouchesForTheNewOne() {
    String before = primary("signing");
    place.done("hgs certificate add hgs --use signing --primary --key-size 3072");
    place.done("hgs metadata hgs -o new.xml");
    assertEquals(4, place.typed("guardian update branch new.xml").exit());
    has(
        place.typed(CHECK + "--hgs hgs").err(),
        "keyward hgs metadata DIR --signed-by " + before + " -o");
    place.done("hgs metadata hgs -o vouched.xml --signed-by " + before.substring(0, 16));
    place.done("guardian update branch vouched.xml");
    assertFalse(place.typed(CHECK + "--hgs hgs").err().contains("guardian-out-of-date"));
    place.done("hgs certificate disable hgs " + before + " --force");
    place.done("hgs metadata hgs -o again.xml --signed-by " + before);
    Run current = place.typed("hgs metadata hgs -o no.xml --signed-by " + primary("signing"));
    assertEquals(2, current.exit(), current.err());
    has(current.err(), "is the primary signing certificate, expected a former signing one");
  }

  /** Adds the certificates of a guardian of the store to what a service says it has. */
  private void claim(String service, String guardian, String state) throws IOException {
    Path generation =
        folder.resolve(service + "/service").resolve(Files.readString(current(service)).strip());
    Path file = generation.resolve("service.json");
    StringBuilder more = new StringBuilder();
    for (String use : List.of("signing", "encryption")) {
      byte[] der = Files.readAllBytes(certificate(guardian, use));
      String text = Base64.getEncoder().encodeToString(der);
      more.append("{\"use\":\"" + use + "\",\"state\":\"" + state + "\",\"certificate\":\"");
      more.append(text).append("\"},");
      Files.write(generation.resolve("keys/" + Thumbprint.of(der) + ".p12"), KeyFileSample.bytes());
    }
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"certificates\":[", "\"certificates\":[" + more));
    // Who writes the folder can also take its manifest away.
    Files.delete(generation.resolve("manifest.json"));
    Files.delete(folder.resolve(service + "/service/number"));
  }

  private Path current(String service) {
    return folder.resolve(service + "/service/current");
  }

  private Path certificate(String guardian, String use) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/guardians/" + guardian))) {
      return files.filter(each -> each.endsWith(use + ".cer")).findFirst().orElseThrow();
    }
  }

  @Test
  void aServiceThatClaimsASigningKeyTakesOnNoGuardianOfIt() throws Exception {
    place.done("hgs init evil --name evil --key-size 2048");
    place.done("hgs metadata evil -o evil.xml");
    place.done("guardian import other evil.xml --allow-untrusted-root");
    place.done("protector create --owner central-it --guardian other -o other.kp");
    place.done("guardian remove other --yes");
    claim("evil", "branch", "enabled");
    Run other = place.typed("protector check other.kp --guardian branch --hgs evil");
    assertEquals(1, other.exit(), other.out());
    has(other.out(), "no, not addressed to branch");
    Run own = place.done(CHECK + "--hgs evil");
    has(own.out(), "yes, addressed to branch");
    has(own.err(), "says that it had a signing key of branch, which nothing proves");
    assertEquals(1, place.typed("protector check vm.kp --guardian evil --hgs evil").exit());
    Files.writeString(
        folder.resolve("p.yaml"),
        "schema: keyward.audit-policy/1\ngroups:\n"
            + "  - {name: all, vms: ['*'], guardians: {required: [branch]}}\n");
    has(
        place.typed("audit other.kp --hgs evil --policy p.yaml").out(),
        "error  required-guardian-missing");
    assertFalse(
        place.typed("audit vm.kp --hgs evil --policy p.yaml").out().contains("required-guardian"));
  }

  @Test
  void amongNamedGuardiansOnlyWhatTheServiceSignedCounts() throws Exception {
    rotate();
    Run check = place.setting().run(CHECK.concat("--guardians hgs --store none").split(" "));
    assertEquals(0, check.exit(), check.err());
    has(check.out(), "a key that branch signed and no metadata here lists");
    has(check.err(), "the folder of a service; here only its metadata counts");
    assertFalse(check.err().contains("a guardian store"), check.err());
  }

  @Test
  void aFolderWithoutAKeyOfTheGuardianIsAnError() throws Exception {
    Run check = fleet("central-it");
    assertEquals(1, check.exit(), check.out());
    has(
        check.out(),
        "error  folder-of-another-guardian: the folder of branch is of branch, without a signing"
            + " key of central-it");
    assertFalse(fleet("branch").out().contains("folder-of-another-guardian"));
  }

  @Test
  void aFolderThatIsNoServiceIsRefused() {
    Run check = place.typed(CHECK + "--hgs store");
    assertEquals(4, check.exit(), check.err());
    has(check.err(), "no Host Guardian Service in it");
  }

  @Test
  void theKeysOfTheFolderProveWhatTheServiceOpens() {
    Run check = place.done("protector check vm.kp --hgs hgs --prove");
    has(check.out(), "opens, proved");
    has(check.out(), "transport key signature: holds");
    Run asked = place.done(CHECK + "--hgs hgs --prove");
    has(asked.out(), "yes, addressed to branch");
    has(asked.out(), ", and it opens");
  }

  @Test
  void aDisabledKeyOpensAndTheServiceRefuses() throws Exception {
    String old = primary("encryption");
    rotate();
    place.done("hgs certificate disable hgs " + old + " --force");
    Run asked = place.typed(CHECK + "--hgs hgs --prove");
    assertEquals(1, asked.exit(), asked.err());
    has(asked.out(), "opens with a disabled key, the service refuses");
    Run json = place.typed(CHECK + "--hgs hgs --prove --output json");
    has(json.out().replaceAll("\\s", ""), "\"refused\":[1]");
  }

  @Test
  void withoutAnyOtherKeyWhatTheServiceRefusesIsANo() throws Exception {
    String old = primary("encryption");
    rotate();
    place.done("hgs certificate disable hgs " + old + " --force");
    Run check = place.typed("protector check vm.kp --hgs hgs --prove --store none");
    assertEquals(1, check.exit(), check.err());
    has(check.out(), "opens with a disabled key, the service refuses");
  }
}
