package dev.keyward.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.cli.Run;
import dev.keyward.cli.args.ArgumentParser;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.OutputMode;
import dev.keyward.cli.guardian.ImportKeys;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class SessionTest {

  @TempDir private Path folder;

  @Test
  void theStoreIsTheOptionElseTheVariableElseInTheHome() throws Exception {
    Map<String, String> both =
        Map.of("KEYWARD_STORE", folder.resolve("fromVariable").toString(), "HOME", "a");
    assertEquals(folder.resolve("given"), session(setting(both), "--store", "given").store());
    assertEquals(folder.resolve("fromVariable"), session(setting(both)).store());
    Map<String, String> home = Map.of("HOME", folder.resolve("a").toString());
    assertEquals(folder.resolve("a/.keyward"), session(setting(home)).store());
    assertEquals(folder.resolve("home/.keyward"), session(setting(Map.of())).store());
  }

  @Test
  void theVariableOfTheStoreMustBeAbsolute() {
    for (String relative : List.of("store", "./store", "../store")) {
      UsageException e =
          assertThrows(
              UsageException.class, () -> session(setting(Map.of("KEYWARD_STORE", relative))));
      assertTrue(e.getMessage().contains("expected an absolute path"), e.getMessage());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "groups own folders there too")
  void aStoreOfAnotherAccountIsRefusedWhereTheVariableNamesIt() throws Exception {
    Path store = Files.createDirectory(folder.resolve("theirs"));
    assumeTrue("root".equals(Files.getOwner(store).getName()), "skipped: only root gives away");
    Files.setOwner(
        store,
        store.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    Map<String, String> named = Map.of("KEYWARD_STORE", store.toString());
    UsageException e = assertThrows(UsageException.class, () -> session(setting(named)));
    assertTrue(e.getMessage().contains("which is nobody's, expected your own"), e.getMessage());
    assertEquals(store, session(setting(named), "--store", "theirs").store());
  }

  @Test
  void theTimeIsTheOptionElseTheClock() throws Exception {
    assertEquals(Run.NOW, session(setting(Map.of())).now());
    assertEquals(
        Instant.parse("2030-01-01T00:00:00Z"),
        session(setting(Map.of()), "--now", "2030-01-01T00:00:00Z").now());
  }

  @Test
  void thePassphraseIsGotOnceAndWipedAtTheEnd() throws Exception {
    Files.writeString(folder.resolve("p"), "secret\n");
    Session session = session(setting(Map.of()), "--passphrase-file", "p");
    Passphrase first = session.passphrase();
    assertSame(first, session.passphrase());
    assertSame(first, session.newPassphrase());
    session.close();
    assertThrows(IllegalStateException.class, () -> first.lend(characters -> null));
  }

  @Test
  void anotherPassphraseComesFromItsOwnOptions() throws Exception {
    Session session = session(setting(Map.of("OWN", "a")), "--passphrase-env", "OWN");
    assertEquals("a", text(session.passphrase()));
    assertEquals("a", text(session.passphraseFrom("passphrase")));
  }

  @Test
  void withoutAnySourceThereIsNoPassphrase() throws Exception {
    Session session = session(setting(Map.of()));
    assertEquals(
        "no-passphrase",
        assertThrows(BadPassphraseException.class, session::passphrase).fault().code());
    BadPassphraseException refused =
        assertThrows(BadPassphraseException.class, () -> session.passphraseFrom("key-passphrase"));
    assertTrue(refused.fault().hint().orElseThrow().contains("--key-passphrase-file"));
  }

  @Test
  void refusesTwoSourcesAtOnce() {
    assertThrows(
        UsageException.class,
        () -> session(setting(Map.of()), "--passphrase-file", "p", "--passphrase-env", "V"));
  }

  private Run.Setting setting(Map<String, String> variables) {
    return Run.in(folder).variables(variables);
  }

  private static Session session(Run.Setting setting, String... words) throws UsageException {
    Environment environment =
        setting.environment(new ByteArrayOutputStream(), new ByteArrayOutputStream());
    OutputMode mode = OutputMode.of(List.of(words));
    return new Session(
        environment,
        new ArgumentParser(new ImportKeys().verb())
            .parse(List.of(words), environment.workingDirectory()),
        new Console(environment, mode));
  }

  private static String text(Passphrase passphrase) {
    return passphrase.<String, RuntimeException>lend(String::new);
  }
}
