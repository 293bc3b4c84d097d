package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every error of a file names the file: a folder, nothing or a file of root is in its place. */
class PlacesOfErrorsTest {

  private static final String KEYS = " --passphrase-file passphrase.txt";

  /** A command for each verb that reads files; {@code @} marks a file. */
  private static final List<String> LINES =
      List.of(
          "guardian create z --passphrase-file @passphrase.txt",
          "guardian import z @metadata/stranger-metadata.xml --allow-untrusted-root",
          "guardian import z metadata/stranger-metadata.xml --trust @roots/root.pem",
          "guardian import-keys z --signing @keys/stranger-signing.pem --encryption"
              + " @keys/stranger-encryption.pem --allow-untrusted-root"
              + KEYS,
          "guardian import-keys z --pfx @keys/windows.pfx --key-passphrase-file @passphrase.txt"
              + " --allow-untrusted-root"
              + KEYS,
          "guardian update datacenter-hgs @metadata/datacenter-metadata.xml",
          "guardian change-passphrase central-it --new-passphrase-file @keys/passphrase.txt" + KEYS,
          "protector create --batch @batch/good.jsonl --out-dir OUT" + KEYS,
          "protector show @protectors/hgs-vm.xml",
          "protector verify @protectors/hgs-vm.xml",
          "protector check @protectors/hgs-vm.xml --guardians metadata",
          "protector check protectors/hgs-vm.xml --guardians @metadata",
          "protector check protectors/hgs-vm.xml --hgs @hgs",
          "protector grant @protectors/hgs-vm.xml --guardian branch-hgs --out-dir OUT" + KEYS,
          "protector revoke @protectors/hgs-vm.xml --guardian branch-hgs --in-place" + KEYS,
          "protector renew @protectors/hgs-vm.xml -o OUT.xml" + KEYS,
          "protector hand-over @protectors/hgs-vm.xml --to business-it -o OUT.xml" + KEYS,
          "protector convert @protectors/hgs-vm.xml --encoding framed -o OUT.kp",
          "audit protectors/hgs-vm.xml --policy @policies/branch.yaml",
          "audit @protectors/hgs-vm.xml",
          "audit protectors/hgs-vm.xml --guardians @metadata",
          "audit diff @sites/berlin.json sites/zurich.json",
          "audit diff sites/zurich.json @sites/berlin.json",
          "audit merge @shards/one.jsonl",
          "audit merge --sites a=@sites/berlin.json b=@sites/zurich.json",
          "vm shield @vms/app.json --owner central-it --guardian branch-hgs --policy shielded -o"
              + " OUT.svm"
              + KEYS,
          "hgs policy draft @measured/host-1.log",
          "hgs policy check @measured/policy.yaml measured/host-1.log",
          "hgs policy add @hgs-measured measured/policy.yaml",
          "hgs policy add hgs-measured @measured/policy.yaml",
          "hgs policy remove @hgs-measured trial",
          "hgs policy list @hgs-measured",
          "hgs policy show @hgs-measured trial",
          "hgs host add hgs-measured host-9 --ek @measured/ek.pem",
          "hgs host add hgs-measured host-9 --ek-ca @roots/root.pem",
          "hgs policy check measured/policy.yaml @measured/host-1.log",
          "guardian inspect @metadata/branch-metadata.xml",
          "vm describe @vms/get-vm.json --from hyperv -o OUT.json",
          "vm show @vms/app.svm",
          "vm check @vms/app.svm",
          "vm unshield @vms/app.svm --as central-it -o OUT" + KEYS,
          "vm update @vms/app.svm --as central-it --set-secret a=@vms/password.txt -o OUT" + KEYS,
          "vm recover @unsaved/app.svm unsaved/app.svm.unsaved --as central-it -o OUT" + KEYS,
          "vm recover unsaved/app.svm @unsaved/app.svm.unsaved --as central-it -o OUT" + KEYS,
          "vm reseal @vms/app.svm --as central-it -o OUT.svm" + KEYS,
          "vm hand-over @vms/app.svm --to business-it -o OUT.svm" + KEYS,
          "template sign @disks/small.img --name n --version 1.0.0.0 --certificate @keys/owner-signing.p12 -o OUT"
              + KEYS,
          "template verify @disks/small.img @catalogs/small.catalog",
          "template show @catalogs/small.catalog",
          "template find @disks/small.img @catalogs/small.catalog",
          "shielding-data create --owner central-it --guardian branch-hgs --qualifier"
              + " @catalogs/server.catalog=exactly --answer-file @shielding/unattend.xml --policy"
              + " shielded -o OUT.sdata"
              + KEYS,
          "shielding-data show @shielding/server.sdata",
          "shielding-data check @shielding/server.sdata",
          "shielding-data open @shielding/server.sdata --as central-it -o OUT" + KEYS,
          "shielding-data match @shielding/server.sdata @catalogs/server.catalog --owner central-it",
          "shielding-data grant @shielding/server.sdata --guardian branch-hgs -o OUT.sdata" + KEYS,
          "shielding-data revoke @shielding/server.sdata --guardian branch-hgs -o OUT.sdata" + KEYS,
          "shielding-data renew @shielding/server.sdata -o OUT.sdata" + KEYS,
          "shielding-data which @shielding/server.sdata --signer " + "0".repeat(64),
          "hgs host add hgs h --key @hosts/host-1.pem",
          "hgs metadata @hgs -o OUT.xml",
          "hgs host list @hgs",
          "hgs certificate list @hgs",
          "hgs diff hgs @hgs-node",
          "host show @hosts/branch",
          "host start hosts/branch @vms/app.svm",
          "fleet init -o OUT.yaml --protectors @protectors/hgs-vm.xml",
          "fleet matrix @vms/get-vm.json --certificates keys",
          "fleet check @fleets/branch.yaml --protectors protectors/hgs-vm.xml",
          "fleet check fleets/branch.yaml --protectors @protectors/hgs-vm.xml",
          "fleet certificates @fleets/branch.yaml --protectors protectors/hgs-vm.xml",
          "fleet availability @fleets/branch.yaml --protectors protectors/hgs-vm.xml");

  @TempDir Path folder;

  private Playground here;
  private int count;

  @BeforeEach
  void open() throws IOException {
    here = Playground.in(folder.resolve("case"));
    Files.createDirectory(here.path("a-folder"));
  }

  /** What an option for secrets names is shortened, because it may be the secret itself. */
  private Set<String> nameless(String place, int step) {
    return nameless(place, step, here.setting());
  }

  /** The tests may run as root, who can read every file, so the disk refuses this one. */
  private Set<String> unreadable(int step) throws IOException {
    Files.writeString(here.path("closed-file"), "x");
    FaultyDisk disk = FaultyDisk.unreadable(here.path("."), Path.of("closed-file"));
    return nameless("closed-file", step, here.setting().on(disk));
  }

  private Set<String> nameless(String place, int step, Run.Setting setting) {
    Set<String> wrong = new LinkedHashSet<>();
    for (int i = 0; i < LINES.size(); i += step) {
      String line = LINES.get(i);
      for (int at = line.indexOf('@'); at >= 0; at = line.indexOf('@', at + 1)) {
        int end = line.substring(at).replaceAll("[ =].*", "").length() + at;
        String changed = line.substring(0, at) + place + line.substring(end);
        String typed = changed.replace("@", "").replace("OUT", "out-" + count++);
        Run run = setting.run(("--now 2026-11-23T00:00:00Z " + typed).split(" "));
        boolean mayBeSecret = changed.matches(".*(passphrase-file|-secret a=)[ ]?" + place + ".*");
        String said = run.err() + run.out();
        boolean isNamed = said.contains(place) || (mayBeSecret && said.contains("...: "));
        if (run.exit() == 70 || (run.exit() > 1 && !isNamed)) {
          wrong.add(run.exit() + ": " + changed + "\n  " + run.err());
        }
      }
    }
    return wrong;
  }

  @Test
  void aFolderIsNamed() {
    assertEquals(Set.of(), nameless("a-folder", 9));
  }

  @Test
  void aMissingFileIsNamed() {
    assertEquals(Set.of(), nameless("no-such-file", 9));
  }

  @Test
  void anUnreadableFileIsNamed() throws IOException {
    assertEquals(Set.of(), unreadable(9));
  }

  @Test
  @Tag("soak")
  void everyPlaceOfEveryVerbIsNamed() throws IOException {
    Set<String> wrong = new LinkedHashSet<>(nameless("a-folder", 1));
    wrong.addAll(nameless("no-such-file", 1));
    wrong.addAll(nameless("/dev/full", 1));
    wrong.addAll(unreadable(1));
    assertEquals(Set.of(), wrong);
  }

  /** The device is a disk without space; what is no file is refused before. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has a device that is always full")
  void aFullDiskIsNamed() {
    for (String line :
        List.of(
            "protector convert protectors/hgs-vm.xml --encoding framed -o /dev/full --force",
            "guardian export central-it -o /dev/full --force",
            "hgs metadata hgs -o /dev/full --force")) {
      Run run = here.run(line.split(" "));
      assertEquals(5, run.exit(), line + run.err());
      assertTrue(run.err().contains("/dev/full: "), line + run.err());
    }
  }

  /** A verb that takes a file of the user has a line above, or a test of its own. */
  @Test
  void everyVerbThatReadsFilesIsThere() {
    Set<String> missing = new TreeSet<>();
    List<String> all = new ArrayList<>(LINES);
    Commands.all().stream()
        .map(each -> each.verb())
        .filter(verb -> verb.operands().matches(".*(FILE|PATH|DISK|CATALOG|yaml|json).*"))
        .filter(verb -> all.stream().noneMatch(line -> line.startsWith(verb.words() + " ")))
        .forEach(verb -> missing.add(verb.words()));
    missing.removeAll(Set.of("host run", "host libvirt add", "vm rekey", "hgs explain"));
    assertTrue(missing.isEmpty(), missing::toString);
  }
}
