package dev.keyward.hgs.folder;

import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.TestFolder;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.TestHgs;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From every damage of a service's files there is a way back, and the error names it. */
@Tag("windows")
class DamagedServiceTest {

  private static final Pattern ACCEPT = Pattern.compile("accept-restore DIR --over ([0-9]+)");
  private static final Pattern DISABLE = Pattern.compile("disable DIR ([0-9a-f ]{64,})");
  private static final Pattern LOST = Pattern.compile("--lost ([0-9a-f]{64})");
  private static final Pattern SIGN = Pattern.compile("set-primary DIR ([0-9a-f]{64})");

  @TempDir Path temp;

  private HgsFolder folder;
  private Path service;
  private Path backup;

  /** What a bad disk does to a file. */
  private enum Damage {
    CUT {
      @Override
      byte[] of(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
      }
    },
    EMPTIED {
      @Override
      byte[] of(byte[] content) {
        return new byte[0];
      }
    },
    FLIPPED {
      @Override
      byte[] of(byte[] content) {
        byte[] flipped = content.clone();
        flipped[flipped.length / 2] ^= 1;
        return flipped;
      }
    };

    abstract byte[] of(byte[] content);
  }

  /** Something else of the file's name, which is not empty, or leads to a file elsewhere. */
  private void replaceByOther(Path file, boolean link) throws IOException {
    Path elsewhere = temp.resolve("elsewhere");
    Files.deleteIfExists(elsewhere);
    Files.move(file, elsewhere);
    if (link) {
      Files.createSymbolicLink(file, elsewhere);
    } else {
      Files.createDirectory(file);
      Files.writeString(file.resolve("inside"), "x");
    }
  }

  /** Links and folders take the places of the files in turn. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkOrFolderInThePlaceOfAFileStopsNobodyForEver() throws Exception {
    List<Path> files = files();
    for (Path file : files) {
      leadsBackFromOther(file, files.indexOf(file) % 2 == 0);
    }
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkOrFolderInThePlaceOfEachFileStopsNobodyForEver(boolean link) throws Exception {
    for (Path file : files()) {
      leadsBackFromOther(file, link);
    }
  }

  private void leadsBackFromOther(Path file, boolean link) throws Exception {
    byte[] before = Files.readAllBytes(file);
    replaceByOther(file, link);
    try {
      folder.unlock(passphrase());
    } catch (KeywardException e) {
      follow(e);
    }
    folder.changeHosts(old -> old.without(name("host-1")));
    folder.unlock(passphrase());
    assertArrayEquals(before, Files.readAllBytes(temp.resolve("elsewhere")), file.toString());
    restore();
  }

  @BeforeEach
  void make() throws Exception {
    folder = new TestHgs(temp.resolve("hgs")).folder;
    service = temp.resolve("hgs/service");
    backup = temp.resolve("backup");
    Files.createDirectory(backup);
    TestFolder.copy(temp.resolve("hgs"), backup);
  }

  private Path generation() throws IOException {
    return service.resolve(Files.readString(service.resolve("current")).strip());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(service)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void restore() throws IOException {
    TestFolder.delete(temp.resolve("hgs"));
    Files.createDirectory(temp.resolve("hgs"));
    TestFolder.copy(backup, temp.resolve("hgs"));
  }

  private static Optional<String> found(Pattern pattern, KeywardException e) {
    Matcher matcher = pattern.matcher(e.fault().hint().orElse(""));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static List<Thumbprint> thumbprints(KeywardException e) throws KeywardException {
    List<Thumbprint> thumbprints = new ArrayList<>();
    for (String each : found(DISABLE, e).orElseThrow().split(" ")) {
      thumbprints.add(Thumbprint.parse(each));
    }
    return thumbprints;
  }

  /** Does what the hint says; without a backup where it offers another way. */
  private void follow(KeywardException e) throws Exception {
    Optional<String> number = found(ACCEPT, e);
    if (found(SIGN, e).isPresent()) {
      Thumbprint signing = Thumbprint.parse(found(SIGN, e).get());
      folder.changeCertificates(before -> before.withPrimary(signing), passphrase());
    } else if (found(DISABLE, e).isPresent()) {
      folder.disable(thumbprints(e), passphrase());
    } else {
      boolean copy = e.fault().hint().orElseThrow().startsWith("copy") && isOfRecord(e);
      if (copy) {
        restore();
      }
      new HgsRestore(temp.resolve("hgs"), RANDOM)
          .accept(
              new HgsRestore.Terms(Integer.parseInt(number.orElseThrow()), lost(e)),
              Optional.of(passphrase()));
    }
  }

  /** The certificates that the hint has with {@code --lost}. */
  private static List<Thumbprint> lost(KeywardException e) throws KeywardException {
    List<Thumbprint> lost = new ArrayList<>();
    Matcher matcher = LOST.matcher(e.fault().hint().orElse(""));
    while (matcher.find()) {
      lost.add(Thumbprint.parse(matcher.group(1)));
    }
    return lost;
  }

  private static boolean isOfRecord(KeywardException e) {
    return e.fault().where().contains("service.json");
  }

  /** Files that follow each other get different damage. */
  private static Damage inTurn(int number) {
    return Damage.values()[number % Damage.values().length];
  }

  @Test
  void theAdviceOfEachDamagedFileIsAWayBack() throws Exception {
    List<Path> files = files();
    for (Path file : files) {
      leadsBack(file, inTurn(files.indexOf(file)));
    }
  }

  @ParameterizedTest
  @Tag("soak")
  @EnumSource(Damage.class)
  void theAdviceOfEachFileInEachDamageIsAWayBack(Damage damage) throws Exception {
    for (Path file : files()) {
      leadsBack(file, damage);
    }
  }

  private void leadsBack(Path file, Damage damage) throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.write(file, damage.of(before));
    if (file.endsWith("number")) {
      folder.unlock(passphrase());
      return;
    }
    KeywardException e =
        assertThrows(KeywardException.class, () -> folder.unlock(passphrase()), file.toString());
    follow(e);
    folder.unlock(passphrase());
    assertEquals(1, folder.describe().hosts().size(), file.toString());
    restore();
  }

  @Test
  void aWriterCopiesNoDamagedFile() throws Exception {
    List<Path> files = files();
    for (Path file : files) {
      isNotCopied(file, inTurn(files.indexOf(file) + 1));
    }
  }

  @ParameterizedTest
  @Tag("soak")
  @EnumSource(Damage.class)
  void aWriterCopiesNoFileInAnyDamage(Damage damage) throws Exception {
    for (Path file : files()) {
      isNotCopied(file, damage);
    }
  }

  private void isNotCopied(Path file, Damage damage) throws Exception {
    if (file.endsWith("number")) {
      return;
    }
    byte[] before = Files.readAllBytes(file);
    Files.write(file, damage.of(before));
    assertThrows(
        MalformedInputException.class,
        () -> folder.changeHosts(old -> old.without(name("host-1"))),
        file.toString());
    Files.write(file, before);
    folder.unlock(passphrase());
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"CUT", "EMPTIED"})
  void aWriterOfAFolderOfBeforeSeesACutKeyWithoutThePassphrase(Damage damage) throws Exception {
    becomeOfBefore();
    Path key = key();
    Files.write(key, damage.of(Files.readAllBytes(key)));
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class,
            () -> folder.changeHosts(old -> old.without(name("host-1"))));
    assertTrue(found(DISABLE, e).isPresent(), e.fault()::toString);
  }

  @Test
  void aWriterWithThePassphraseOpensTheKeysOfAFolderOfBefore() throws Exception {
    becomeOfBefore();
    Path key = key();
    Files.write(key, Damage.FLIPPED.of(Files.readAllBytes(key)));
    Thumbprint signing =
        folder.recorded().primary(CertificateUse.SIGNING).orElseThrow().certificate().thumbprint();
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> folder.changeCertificates(old -> old.withPrimary(signing), passphrase()));
    follow(e);
    assertTrue(thumbprints(e).contains(disabled()), e.fault()::toString);
    folder.unlock(passphrase());
    assertFalse(Files.exists(key()), "a damaged file is not copied");
  }

  /** The encryption certificate, which is disabled now. */
  private Thumbprint disabled() throws Exception {
    return folder.recorded().certificates().stream()
        .filter(each -> each.state() == CertificateState.DISABLED)
        .findFirst()
        .orElseThrow()
        .certificate()
        .thumbprint();
  }

  private void becomeOfBefore() throws IOException {
    Files.delete(generation().resolve("manifest.json"));
    Files.delete(service.resolve("number"));
  }

  private Path key() throws Exception {
    return key(CertificateUse.ENCRYPTION);
  }

  private Path key(CertificateUse use) throws Exception {
    Thumbprint thumbprint =
        folder.recorded().certificates().stream()
            .filter(each -> each.use() == use)
            .findFirst()
            .orElseThrow()
            .certificate()
            .thumbprint();
    return generation().resolve("keys/" + thumbprint + ".p12");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoDamagedKeysAreDisabledInOneStep(boolean manifest) throws Exception {
    if (!manifest) {
      becomeOfBefore();
    }
    for (CertificateUse use : List.of(CertificateUse.ENCRYPTION, CertificateUse.ATTESTATION)) {
      Files.write(key(use), Damage.FLIPPED.of(Files.readAllBytes(key(use))));
    }
    KeywardException e = assertThrows(KeywardException.class, () -> folder.unlock(passphrase()));
    assertEquals(2, thumbprints(e).size(), e.fault()::toString);
    follow(e);
    assertEquals(
        1, folder.unlock(passphrase()).description().enabled(CertificateUse.SIGNING).count());
    assertEquals(1, folder.describe().hosts().size());
  }

  @Test
  void twoMissingKeysAreDisabledInOneStep() throws Exception {
    Files.delete(key(CertificateUse.ENCRYPTION));
    Files.delete(key(CertificateUse.ATTESTATION));
    KeywardException e = assertThrows(KeywardException.class, folder::describe);
    assertEquals(2, thumbprints(e).size(), e.fault()::toString);
    follow(e);
    folder.unlock(passphrase());
  }

  @Test
  void aWrongPassphraseDropsNoKeyOfAFolderOfBefore() throws Exception {
    becomeOfBefore();
    Thumbprint encryption =
        folder
            .recorded()
            .primary(CertificateUse.ENCRYPTION)
            .orElseThrow()
            .certificate()
            .thumbprint();
    assertThrows(
        BadPassphraseException.class,
        () -> folder.disable(List.of(encryption), Passphrase.copyOf("wrong".toCharArray())));
    folder.unlock(passphrase());
  }

  @Test
  void damagedMetadataOfAFolderOfBeforeIsSignedAgain() throws Exception {
    becomeOfBefore();
    Path metadata = generation().resolve("metadata.xml");
    Files.write(metadata, Damage.CUT.of(Files.readAllBytes(metadata)));
    KeywardException e = assertThrows(KeywardException.class, () -> folder.unlock(passphrase()));
    follow(e);
    folder.unlock(passphrase());
  }

  @Test
  void aLostKeyIsReplacedByANewOne() throws Exception {
    Files.delete(key());
    KeywardException e = assertThrows(KeywardException.class, folder::describe);
    follow(e);
    Thumbprint lost = Thumbprint.parse(found(DISABLE, e).orElseThrow());
    assertEquals(CertificateState.DISABLED, folder.describe().certificate(lost).state());
    KeywardException again =
        assertThrows(
            KeywardException.class,
            () -> folder.changeCertificates(old -> old.withPrimary(lost), passphrase()));
    assertTrue(again.fault().found().contains("the key was lost"), again.fault()::toString);
    HgsPlan plan = new HgsPlan(name("branch-hgs"), 2048, 100);
    folder.add(plan, CertificateUse.ENCRYPTION, true, new HgsFolder.Unlocking(passphrase(), NOW));
    folder.unlock(passphrase());
    folder.changePassphrase(passphrase(), passphrase());
    assertEquals(1, folder.openers(passphrase()).size());
  }

  @ParameterizedTest
  @CsvSource({
    "manifest.json, false, CUT",
    "manifest.json, true, FLIPPED",
    "manifest.json, false, ",
    "current, true, CUT",
    "current, false, ",
    "metadata.xml, true, "
  })
  void aKeyThatIsLostWithAnotherFileCostsNoBackup(String other, boolean cut, Damage ofKey)
      throws Exception {
    Path key = key();
    Path second = other.equals("current") ? service.resolve(other) : generation().resolve(other);
    if (ofKey == null) {
      Files.delete(key);
    } else {
      Files.write(key, ofKey.of(Files.readAllBytes(key)));
    }
    Files.write(second, cut ? Damage.CUT.of(Files.readAllBytes(second)) : new byte[0]);
    followToTheEnd();
    assertEquals(1, folder.describe().hosts().size());
    folder.describe().certificate(disabled());
  }

  /** Does what each error advises, without a backup, until the service can be served. */
  private void followToTheEnd() throws Exception {
    KeywardException e = assertThrows(KeywardException.class, () -> folder.unlock(passphrase()));
    for (int step = 0; step < 3; step++) {
      try {
        follow(e);
        folder.unlock(passphrase());
        return;
      } catch (KeywardException next) {
        e = next;
      }
    }
    throw e;
  }

  @Test
  void aPointerAndAManifestThatAreLostCostNoBackup() throws Exception {
    Files.delete(generation().resolve("manifest.json"));
    Files.writeString(service.resolve("current"), "");
    followToTheEnd();
    assertEquals(1, folder.describe().hosts().size());
  }

  @Test
  void aWholeKeyIsNotGivenUpAsLost() throws Exception {
    Thumbprint whole =
        Thumbprint.parse(HgsKeyFile.thumbprintOf("keys/" + key().getFileName()).get());
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () ->
                new HgsRestore(temp.resolve("hgs"), RANDOM)
                    .accept(new HgsRestore.Terms(2, List.of(whole)), Optional.of(passphrase())));
    assertEquals("whole-key", e.fault().code());
    folder.unlock(passphrase());
  }

  @Test
  void aPointerToNothingCostsNoState() throws Exception {
    Path before = generation();
    Files.writeString(service.resolve("current"), "0123456789abcdef\n");
    assertThrows(
        KeywardException.class, () -> folder.changeHosts(old -> old.without(name("host-1"))));
    assertTrue(Files.isDirectory(before));
    assertEquals(
        folder.stamp().length(),
        16,
        "the pointer names a state that is not there, which is damage and no empty folder");
    new HgsRestore(temp.resolve("hgs"), RANDOM)
        .accept(new HgsRestore.Terms(2, List.of()), Optional.empty());
    assertEquals(3, folder.state().number().value());
  }

  @Test
  void aManifestOfAnotherStateIsRefused() throws Exception {
    byte[] before = Files.readAllBytes(generation().resolve("manifest.json"));
    folder.changeHosts(old -> old.without(name("host-1")));
    Files.write(generation().resolve("manifest.json"), before);
    KeywardException e = assertThrows(KeywardException.class, folder::describe);
    assertTrue(isOfRecord(e), e.fault()::toString);
    assertFalse(found(ACCEPT, e).isEmpty());
  }
}
