package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.OutputMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {

  private static final OutputMode VERBOSE = new OutputMode(false, false, true);
  private static final OutputMode PLAIN = new OutputMode(false, false, false);

  private String said = "";

  @Test
  void aMissingFileIsNamed() {
    assertEquals(ExitCode.IO, report(PLAIN, new NoSuchFileException("a.xml")));
    assertEquals("keyward: error: a.xml: no such file\n", said);
  }

  @Test
  void aForbiddenFileIsNamed() {
    assertEquals(ExitCode.IO, report(PLAIN, new AccessDeniedException("a.xml")));
    assertEquals("keyward: error: a.xml: not allowed to read or write\n", said);
  }

  @Test
  void anExistingOutputPointsToForceWhereTheVerbHasIt() {
    assertEquals(ExitCode.EXISTS, report(PLAIN, new FileAlreadyExistsException("a.xml")));
    assertEquals(
        "keyward: error: a.xml: already exists\nkeyward: hint: --force replaces it\n", said);
  }

  @Test
  void aFullDiskIsTold() {
    report(PLAIN, new FileSystemException("a.xml", null, "No space left on device"));
    assertEquals("keyward: error: a.xml: no space left on device\n", said);
  }

  @Test
  void uncheckedInputErrorsAreInputErrors() {
    IOException cause = new NoSuchFileException("b");
    assertEquals(ExitCode.IO, report(PLAIN, new UncheckedIOException(cause)));
    assertEquals("keyward: error: b: no such file\n", said);
  }

  @Test
  void aFaultIsTold() {
    Fault fault = Fault.of("untrusted", "a", "b", "c").withHint("d");
    assertEquals(ExitCode.ACCESS_REFUSED, report(PLAIN, new NotTrustedException(fault)));
    assertEquals("keyward: error: a: b, expected c\nkeyward: hint: d\n", said);
  }

  @Test
  void aBugIsOneLineAndAHint() {
    assertEquals(ExitCode.BUG, report(PLAIN, new IllegalStateException("key bytes")));
    assertEquals(
        "keyward: error: a bug in keyward: IllegalStateException\n"
            + "keyward: hint: run it again with --verbose and report it\n",
        said);
  }

  @Test
  void aBugShowsItsTraceWithVerbose() {
    report(VERBOSE, new StackOverflowError());
    assertTrue(said.contains("java.lang.StackOverflowError\n\tat "), said);
  }

  private ExitCode report(OutputMode mode, Throwable error) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(Run.in(Path.of("")).environment(new ByteArrayOutputStream(), err), mode);
    OptionSpec force = OptionSpec.flag("force", "replace");
    Verb verb = new Verb("a", "b", "", "", List.of(force), "");
    ExitCode code = new Failure(console, Optional.of(verb)).report(error);
    said = err.toString(StandardCharsets.UTF_8);
    return code;
  }
}
