package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.host.failover.HostConfiguration;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From every damage of a host's files there is a way back, and the error names it. */
@Tag("windows")
class DamagedHostTest {

  private static final Acceptance ROLLBACK = new Acceptance(true, false, Optional.empty());
  private static final Acceptance BRANCH = new Acceptance(false, true, Optional.empty());

  @TempDir Path temp;

  private TestWorld world;
  private Path app;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
    app = world.shielded("app", "branch", "datacenter");
  }

  private String hint(MalformedInputException e) {
    return e.fault().hint().orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"schema\":\"keyward.host-machine/2\"}"})
  void aMemoryThatIsDamagedIsWrittenAgainWhenTheOperatorAcceptsTheState(String damaged)
      throws Exception {
    world.start(app);
    Files.writeString(world.machineFolder(app).resolve("machine.json"), damaged);
    byte[] before = Files.readAllBytes(app);
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> world.start(app));
    assertTrue(hint(e).contains("--accept-rollback"), hint(e));
    assertArrayEquals(before, Files.readAllBytes(app));
    assertEquals(Set.of(Acceptance.Kind.ROLLBACK), world.start(app, ROLLBACK).accepted());
    assertEquals(4, world.start(app).generation());
  }

  private void isReplacedIfAccepted(Path record) throws Exception {
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> world.start(app));
    assertTrue(hint(e).contains("--accept-rollback"), hint(e));
    assertEquals(Set.of(Acceptance.Kind.ROLLBACK), world.start(app, ROLLBACK).accepted());
    assertEquals(4, world.start(app).generation());
    assertTrue(Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aFolderInThePlaceOfTheMemoryGetsAnotherName() throws Exception {
    world.start(app);
    Path record = world.machineFolder(app).resolve("machine.json");
    Files.delete(record);
    Files.createDirectory(record);
    Files.writeString(record.resolve("mine"), "x");
    isReplacedIfAccepted(record);
    assertTrue(Files.exists(record.resolveSibling("damaged-machine.json").resolve("mine")));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkInThePlaceOfTheMemoryGetsAnotherNameAndNothingIsWrittenThroughIt() throws Exception {
    world.start(app);
    Path record = world.machineFolder(app).resolve("machine.json");
    Path elsewhere = temp.resolve("elsewhere.json");
    Files.move(record, elsewhere);
    Files.createSymbolicLink(record, elsewhere);
    byte[] before = Files.readAllBytes(elsewhere);
    isReplacedIfAccepted(record);
    assertArrayEquals(before, Files.readAllBytes(elsewhere));
    assertTrue(Files.isSymbolicLink(record.resolveSibling("damaged-machine.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{"})
  void aConfigurationThatIsDamagedIsReplacedWithoutBeingRead(String damaged) throws Exception {
    HostConfiguration configuration = world.host.configuration().orElseThrow();
    Files.writeString(world.host.path().resolve("host.json"), damaged);
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> world.start(app));
    assertTrue(hint(e).contains("host configure"), hint(e));
    world.host.configure(configuration);
    assertEquals(2, world.start(app).generation());
  }

  /** Puts a folder that is not empty, or a link to a file elsewhere, in the place of a file. */
  private Path replaceByOther(String name, boolean link) throws Exception {
    Path file = world.host.path().resolve(name);
    Path elsewhere = temp.resolve("elsewhere");
    Files.move(file, elsewhere);
    if (link) {
      Files.createSymbolicLink(file, elsewhere);
    } else {
      Files.createDirectory(file);
      Files.writeString(file.resolve("mine"), "x");
    }
    return elsewhere;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkOrFolderInThePlaceOfTheConfigurationGetsAnotherName(boolean link) throws Exception {
    HostConfiguration configuration = world.host.configuration().orElseThrow();
    Path elsewhere = replaceByOther("host.json", link);
    byte[] before = Files.readAllBytes(elsewhere);
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> world.start(app));
    assertTrue(hint(e).contains("host configure"), hint(e));
    world.host.configure(configuration);
    assertEquals(2, world.start(app).generation());
    assertArrayEquals(before, Files.readAllBytes(elsewhere));
    assertTrue(
        Files.exists(world.host.path().resolve("damaged-host.json"), LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state.json", "unrecorded.json"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkOrFolderInThePlaceOfARecordStopsNoStartAndGetsAnotherName(String name)
      throws Exception {
    world.start(app);
    for (boolean link : new boolean[] {true, false}) {
      Path elsewhere = replaceByOther(name, link);
      byte[] before = Files.readAllBytes(elsewhere);
      world.start(app);
      assertArrayEquals(before, Files.readAllBytes(elsewhere));
      assertTrue(Files.isRegularFile(world.host.path().resolve(name), LinkOption.NOFOLLOW_LINKS));
      Files.delete(elsewhere);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkInThePlaceOfTheLastKnownGoodFileGetsAnotherName() throws Exception {
    world.start(app);
    String good = "machines/" + world.machineFolder(app).getFileName() + "/last-known-good.svm";
    Path elsewhere = replaceByOther(good, true);
    byte[] before = Files.readAllBytes(elsewhere);
    assertEquals(3, world.start(app).generation());
    assertArrayEquals(before, Files.readAllBytes(elsewhere));
    assertTrue(Files.isRegularFile(world.host.path().resolve(good), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void aStateThatIsDamagedIsReplacedByTheNextStart() throws Exception {
    Path state = world.host.path().resolve("state.json");
    Files.writeString(state, "{");
    MalformedInputException e = assertThrows(MalformedInputException.class, world.host::state);
    assertTrue(hint(e).contains("host test"), hint(e));
    world.start(app);
    assertTrue(world.host.state().isPresent());
  }

  @Test
  void anIdentityKeyThatIsLostIsMadeAgainAndNoServiceNeedsToKnow() throws Exception {
    world.start(app);
    HostPublicKey before = world.host.hostKey();
    Files.delete(world.host.path().resolve("private/identity.pem"));
    MalformedInputException e = assertThrows(MalformedInputException.class, () -> world.start(app));
    assertTrue(hint(e).contains("--renew-identity"), hint(e));
    Files.writeString(world.host.path().resolve(HostFolder.PUBLIC_KEY), "damaged");
    world.host.renewIdentity(TestWorld.RANDOM);
    assertEquals(3, world.start(app).generation());
    assertEquals(before.digest(), world.host.hostKey().digest());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePublicKeyIsWrittenAgain(boolean lost) throws Exception {
    HostPublicKey before = world.host.hostKey();
    Path file = world.host.path().resolve(HostFolder.PUBLIC_KEY);
    Files.writeString(file, "damaged");
    if (lost) {
      Files.delete(file);
    }
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> world.host.hostKey());
    assertTrue(hint(e).contains("--renew-identity"), hint(e));
    world.host.renewIdentity(TestWorld.RANDOM);
    assertEquals(before.digest(), world.host.hostKey().digest());
  }

  @Test
  void aHostKeyThatIsLostCannotBeMadeAgain() throws Exception {
    Files.writeString(world.host.path().resolve("private/host-key.pem"), "damaged");
    byte[] identity = Files.readAllBytes(world.host.path().resolve("private/identity.pem"));
    MalformedInputException e =
        assertThrows(
            MalformedInputException.class, () -> world.host.renewIdentity(TestWorld.RANDOM));
    assertTrue(hint(e).contains("hgs host add"), hint(e));
    assertArrayEquals(
        identity, Files.readAllBytes(world.host.path().resolve("private/identity.pem")));
  }

  @Test
  void aPrivateKeyOfAnotherHostIsNotAnsweredWithTheAdviceToRegisterWhatIsRegistered()
      throws Exception {
    HostFolder other = HostFolder.create(temp.resolve("other"), TestWorld.RANDOM);
    Path key = world.host.path().resolve("private/host-key.pem");
    Files.write(key, Files.readAllBytes(other.path().resolve("private/host-key.pem")));
    ServiceRefusedException e = assertThrows(ServiceRefusedException.class, () -> world.start(app));
    assertEquals("unauthorized", e.fault().code());
    String hint = e.fault().hint().orElse("");
    assertTrue(hint.contains("is not the public half of private/host-key.pem"), hint);
  }

  @Test
  void aLastKnownGoodFileStartsWhereItLies() throws Exception {
    world.start(app);
    Path good = world.machineFolder(app).resolve("last-known-good.svm");
    Files.writeString(app, "lost");
    assertThrows(VerificationFailedException.class, () -> world.start(good));
    assertEquals(2, world.start(good, ROLLBACK).generation());
    assertEquals(3, world.start(good).generation());
  }

  @Test
  void theLastKnownGoodFileOfAnotherBranchDoesNotReplaceOurs() throws Exception {
    Path other = Files.copy(app, temp.resolve("other.svm"));
    world.start(app);
    Path machine = world.machineFolder(app);
    world.start(other, ROLLBACK);
    byte[] ours = Files.readAllBytes(machine.resolve("last-known-good.svm"));
    world.start(app, BRANCH);
    assertArrayEquals(
        ours, Files.readAllBytes(machine.resolve("other-branch-last-known-good.svm")));
  }

  @Test
  void whatTheOwnerSealedIsKeptWhenItIsStartedWhereItLies() throws Exception {
    byte[] ofOwner = Files.readAllBytes(app);
    world.start(app);
    Path machine = world.machineFolder(app);
    Path sealed = machine.resolve("last-sealed-by-owner.svm");
    Files.writeString(app, "lost");
    world.start(sealed, ROLLBACK);
    world.start(sealed);
    assertArrayEquals(
        ofOwner, Files.readAllBytes(machine.resolve("before-last-sealed-by-owner.svm")));
  }

  @Test
  void aFileOfAnotherBranchStartsWhereItLiesAndReplacesNone() throws Exception {
    Path other = Files.copy(app, temp.resolve("other.svm"));
    world.start(app);
    world.start(app);
    world.start(other, ROLLBACK);
    world.start(other);
    byte[] ours = Files.readAllBytes(world.machineFolder(app).resolve("last-known-good.svm"));
    world.start(app, BRANCH);
    Path theirs = world.machineFolder(app).resolve("other-branch-last-known-good.svm");
    byte[] before = Files.readAllBytes(world.machineFolder(app).resolve("last-known-good.svm"));
    assertEquals(Set.of(Acceptance.Kind.BRANCH), world.start(theirs, BRANCH).accepted());
    assertArrayEquals(
        ours, Files.readAllBytes(world.machineFolder(app).resolve("last-known-good.svm")));
    assertArrayEquals(
        before,
        Files.readAllBytes(world.machineFolder(app).resolve("other-branch-2-last-known-good.svm")));
  }
}
