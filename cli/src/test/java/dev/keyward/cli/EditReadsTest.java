package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A check and an audit open a protector once. An edit opens its file twice: to read it, and to see
 * before the replacement that it is still the same. Commands run on a disk that counts.
 */
class EditReadsTest {

  private static final int READ = 1;
  private static final int READ_AND_COMPARED = 2;

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() throws Exception {
    place = Playground.in(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protector grant vm.kp --guardian datacenter-hgs --in-place",
        "protector revoke vm.kp --guardian branch-hgs -o vm.kp --force",
        "protector convert vm.kp --encoding base64 -o vm.kp --force"
      })
  void ofAProtector(String command) throws Exception {
    String[] create =
        "protector create --owner central-it --guardian branch-hgs -o vm.kp".split(" ");
    assertEquals(0, place.unlocked(create).exit());
    assertEquals(READ_AND_COMPARED, opens("vm.kp", command));
  }

  @Test
  void ofAShieldedVm() throws Exception {
    Files.copy(place.path("vms/app.svm"), place.path("app.svm"));
    String command = "vm reseal app.svm --as central-it --in-place --revoke branch-hgs";
    assertEquals(READ_AND_COMPARED, opens("app.svm", command));
  }

  @ParameterizedTest
  @ValueSource(strings = {"protector check vm.kp", "audit vm.kp"})
  void ofAProtectorThatIsOnlyRead(String command) throws Exception {
    String create = "protector create --owner central-it --guardian branch-hgs -o vm.kp";
    assertEquals(0, place.unlocked(create.split(" ")).exit());
    byte[] before = Files.readAllBytes(folder.resolve("vm.kp"));
    assertEquals(READ, counted("vm.kp", command + " --now " + ServiceLab.NOW));
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("vm.kp")));
  }

  private int opens(String file, String command) throws Exception {
    boolean unlocks = !command.startsWith("protector convert");
    String options = unlocks ? " --passphrase-file passphrase.txt --now " + ServiceLab.NOW : "";
    byte[] before = Files.readAllBytes(folder.resolve(file));
    int opens = counted(file, command + options);
    assertTrue(Files.mismatch(folder.resolve(file), write(before)) >= 0);
    return opens;
  }

  private int counted(String file, String command) {
    CountingDisk disk = new CountingDisk(folder.getFileSystem(), file);
    Run run = place.on(disk).run(command.split(" "));
    assertEquals(0, run.exit(), run.err());
    return disk.opens();
  }

  private Path write(byte[] before) throws Exception {
    return Files.write(folder.resolve("before"), before);
  }
}
