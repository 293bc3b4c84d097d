package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An edit opens its file twice: to read it, and to see before the replacement that it is still the
 * same. Commands run on a disk that counts.
 */
class EditReadsTest {

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

  private int opens(String file, String command) throws Exception {
    Map<String, String> variables =
        Map.of("KEYWARD_STORE", folder.resolve("store").toString(), "COUNTED", file);
    boolean unlocks = !command.startsWith("protector convert");
    String options = unlocks ? " --passphrase-file passphrase.txt --now " + ServiceLab.NOW : "";
    byte[] before = Files.readAllBytes(folder.resolve(file));
    Process process = SlowDisk.start(folder, "", variables, (command + options).split(" "));
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue());
    assertTrue(Files.mismatch(folder.resolve(file), write(before)) >= 0);
    return Files.readAllLines(folder.resolve("opens")).size();
  }

  private Path write(byte[] before) throws Exception {
    return Files.write(folder.resolve("before"), before);
  }
}
