package dev.keyward.hgs.memory;

import static dev.keyward.hgs.TestHgs.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.memory.HgsMemory.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of a service outside its folder. */
@Tag("windows")
class HgsMemoryTest {

  private static final Thumbprint NINTH = digest("ninth");
  private static final Thumbprint OTHER = digest("other");

  private final HgsMemory memory = new HgsMemory(name("branch"), 9, NINTH);

  @TempDir Path temp;

  private static Thumbprint digest(String text) {
    return Thumbprint.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static HgsNumber state(int value, Thumbprint previous) {
    return new HgsNumber(value, digest("" + value), Optional.of(previous), Optional.empty());
  }

  private static HgsNumber over(int over) {
    return new HgsNumber(
        over + 1, digest("accepted"), Optional.of(digest("third")), Optional.of(over));
  }

  @Test
  void theSameManifestIsTheSameState() {
    HgsNumber same = new HgsNumber(9, NINTH, Optional.empty(), Optional.empty());
    assertEquals(Standing.SAME, memory.judge(same));
  }

  @Test
  void theNextStateFollowsTheOneThatWasServed() {
    assertEquals(Standing.NEWER, memory.judge(state(10, NINTH)));
    assertEquals(Standing.APART, memory.judge(state(10, OTHER)));
  }

  @Test
  void aNodeMayMissStatesInBetween() {
    assertEquals(Standing.NEWER, memory.judge(state(12, OTHER)));
  }

  @Test
  void aLowerNumberIsOlderAndTheSameNumberIsApart() {
    assertEquals(Standing.OLDER, memory.judge(state(8, OTHER)));
    assertEquals(Standing.APART, memory.judge(state(9, OTHER)));
  }

  @Test
  void aRestoredStateCountsWhereItWasAcceptedOverWhatWasServed() {
    assertEquals(Standing.NEWER, memory.judge(over(9)));
    assertEquals(Standing.OLDER, memory.judge(over(7)));
    assertEquals(Standing.APART, new HgsMemory(name("branch"), 10, NINTH).judge(over(9)));
  }

  @Test
  void aStateWithoutAManifestIsNotWholeOnceThereWasOne() {
    HgsNumber before = new HgsNumber(0, OTHER, Optional.empty(), Optional.empty());
    assertEquals(Standing.UNCOUNTED, memory.judge(before));
    assertEquals(Standing.NEWER, new HgsMemory(name("branch"), 0, NINTH).judge(before));
  }

  private HgsMemoryFile file() {
    return new HgsMemoryFile(temp.resolve("state.json"), name("branch"));
  }

  @Test
  void aFileRemembersTheHighestNumber() throws Exception {
    assertEquals(Optional.empty(), file().read());
    file().keep(memory);
    file().keep(new HgsMemory(name("branch"), 8, OTHER));
    assertEquals(Optional.of(memory), file().read());
    HgsMemory next = new HgsMemory(name("branch"), 10, OTHER);
    file().keep(next);
    assertEquals(Optional.of(next), file().read());
  }

  @Test
  void theFileOfAnotherServiceIsRefusedAndStays() throws Exception {
    file().keep(memory);
    HgsMemoryFile other = new HgsMemoryFile(temp.resolve("state.json"), name("other"));
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> other.keep(new HgsMemory(name("other"), 99, OTHER)));
    assertEquals("other-service", e.fault().code());
    assertEquals(Optional.of(memory), file().read());
  }

  @Test
  void aFileThatIsNoStateIsNeverReplaced() throws Exception {
    Path file = temp.resolve("state.json");
    for (String content : new String[] {"", "a letter to my mother", "{\"schema\":\"other/1\"}"}) {
      Files.writeString(file, content);
      MalformedInputException e =
          assertThrows(MalformedInputException.class, () -> file().keep(memory));
      assertTrue(e.fault().hint().orElse("").contains("remove the file"), e.fault()::toString);
      assertEquals(content, Files.readString(file));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkIsNotFollowed() throws Exception {
    Path target = temp.resolve("target");
    byte[] content = "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Files.write(target, content);
    Files.createSymbolicLink(temp.resolve("state.json"), target);
    assertThrows(IOException.class, () -> file().keep(memory));
    assertArrayEquals(content, Files.readAllBytes(target));
  }

  @Test
  void aFileInTheFolderWouldBeRestoredWithIt() throws Exception {
    Path directory = Files.createDirectories(temp.resolve("hgs/service"));
    assertTrue(HgsMemoryFile.isWithin(directory.resolve("state.json"), temp.resolve("hgs")));
    assertTrue(HgsMemoryFile.isWithin(temp.resolve("hgs/../hgs/state"), temp.resolve("hgs")));
    assertFalse(HgsMemoryFile.isWithin(temp.resolve("hgs-state"), temp.resolve("hgs")));
  }
}
