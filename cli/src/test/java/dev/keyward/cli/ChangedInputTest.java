package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are written while they are read, and outputs that are inputs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedInputTest {

  private static final int SIZE = 8 << 20;
  private static final String SIGN =
      " --any-content --name d --version 1.0.0.0 --certificate keys/owner-signing.p12"
          + " --key-passphrase-file keys/passphrase.txt -o ";
  private static final String SHIELD =
      "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded"
          + " --vtpm-state vms/vtpm-state.bin --vtpm-format raw --secret a=secret -o ";
  private static final String CREATE =
      "shielding-data create --owner central-it --guardian branch-hgs --policy shielded"
          + " --qualifier catalogs/server.catalog=equals --answer-file shielding/unattend.xml"
          + " --file a=secret -o ";

  private Path folder;
  private Playground place;

  @BeforeAll
  void copyTheStore(@TempDir Path made) throws IOException {
    folder = made;
    place = Playground.in(folder);
    Files.writeString(folder.resolve("secret"), "hidden");
  }

  /** A file that is written to all the time, from before a command begins until after it. */
  private Run whileWritten(String file, String line) throws Exception {
    Path path = folder.resolve(file);
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    try (RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw")) {
      opened.setLength(SIZE);
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (!stop.get()) {
                    opened.seek(SIZE - 512);
                    opened.write(1);
                    begun.countDown();
                  }
                } catch (IOException e) {
                  begun.countDown();
                }
              });
      writer.start();
      begun.await();
      Run run = place.typed(line);
      stop.set(true);
      writer.join();
      return run;
    }
  }

  private void assertRefused(Run run, String named) {
    assertEquals(5, run.exit(), run.err());
    assertTrue(run.err().contains(named + ": it changed while Keyward read it"), run.err());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void aDiskThatIsWrittenMeanwhileIsNotSigned() throws Exception {
    assertRefused(whileWritten("disk", "template sign disk" + SIGN + "new"), "disk");
  }

  @Test
  void aDiskThatIsWrittenMeanwhileIsNotVerified() throws Exception {
    try (RandomAccessFile disk = new RandomAccessFile(folder.resolve("disk").toFile(), "rw")) {
      disk.setLength(SIZE);
    }
    assertEquals(0, place.typed("template sign disk" + SIGN + "catalog").exit());
    assertRefused(whileWritten("disk", "template verify disk catalog"), "disk");
  }

  @Test
  void aSecretThatIsWrittenMeanwhileIsNotSealed() throws Exception {
    assertRefused(whileWritten("torn", SHIELD.replace("=secret", "=torn") + "new"), "torn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disks/small.img", "keys/owner-signing.p12", "keys/passphrase.txt"})
  void aCatalogDoesNotReplaceWhatItIsMadeFrom(String input) {
    assertKept("template sign disks/small.img" + SIGN + input, input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vms/app.json", "vms/vtpm-state.bin", "secret", "passphrase.txt"})
  void aShieldedVmDoesNotReplaceWhatItIsMadeFrom(String input) {
    assertKept(SHIELD + input, input);
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogs/server.catalog", "shielding/unattend.xml", "secret"})
  void shieldingDataDoNotReplaceWhatTheyAreMadeFrom(String input) {
    assertKept(CREATE + input, input);
  }

  @Test
  void anUpdatedVmDoesNotReplaceItsNewSecret() {
    assertKept("vm update vms/app.svm --as central-it --set-secret a=secret -o secret", "secret");
  }

  private void assertKept(String line, String input) {
    byte[] before = place.bytes(input);
    Run run = place.typed(line + " --force");
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains("would replace the input " + input), run.err());
    assertArrayEquals(before, place.bytes(input));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "hard links are seldom there")
  void anotherNameOfTheInputIsTheInput() throws IOException {
    Files.createLink(folder.resolve("other"), folder.resolve("disks/small.img"));
    Run run = place.typed("template sign disks/small.img" + SIGN + "other --force");
    assertEquals(2, run.exit(), run.err());
  }
}
