package dev.keyward.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentParserTest {

  private static final Verb VERB =
      new Verb(
          "thing",
          "make",
          "NAME FILE|URL",
          "make a thing",
          List.of(
              OptionSpec.value("out", "FILE", "where to"),
              OptionSpec.value("size", "N", "how big"),
              OptionSpec.many("guardian", "NAME", "who"),
              OptionSpec.flag("force", "replace")),
          "");

  @Test
  void takesOptionsBetweenOperands() throws UsageException {
    Arguments arguments = parse("a", "--force", "b", "--size", "3", "c");
    assertEquals(List.of("a", "b", "c"), arguments.operands());
    assertTrue(arguments.has("force"));
    assertEquals(3, arguments.integer("size", 1, 5, 1));
  }

  @Test
  void takesTheShortFormOfOut() throws UsageException {
    assertEquals("x", parse("-o", "x").required("out"));
  }

  @Test
  void takesTheValueAfterAnEqualsSign() throws UsageException {
    assertEquals("-x=y", parse("--out=-x=y").required("out"));
  }

  @Test
  void takesADashAsAValueAndAsAnOperand() throws UsageException {
    Arguments arguments = parse("-", "--out", "-");
    assertEquals(List.of("-"), arguments.operands());
    assertEquals("-", arguments.required("out"));
  }

  @Test
  void keepsQuotesInValues() throws UsageException {
    assertEquals("\"x\"", parse("--out", "\"x\"").required("out"));
  }

  @Test
  void keepsRepeatedValuesInOrder() throws UsageException {
    Arguments arguments = parse("--guardian", "b", "x", "--guardian=a", "--guardian", "b");
    assertEquals(List.of("b", "a", "b"), arguments.values("guardian"));
    assertEquals(List.of("x"), arguments.operands());
  }

  @Test
  void twoDashesEndTheOptions() throws UsageException {
    Arguments arguments = parse("--force", "--", "--out", "-x");
    assertEquals(List.of("--out", "-x"), arguments.operands());
    assertFalse(arguments.has("out"));
  }

  @Test
  void aFlagMayBeRepeated() throws UsageException {
    assertTrue(parse("--force", "-v", "--force", "-v").has("force"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--out a --out b",
        "-o a --out b",
        "-o a -o b",
        "--out=a -o b",
        "--ou a",
        "--gua a",
        "-out a",
        "-oa",
        "-o=a",
        "-outa",
        "--force=yes",
        "--force=",
        "--out",
        "-o",
        "--out --force",
        "--out -x",
        "--out --",
        "--unknown",
        "-z",
        "-5",
        "--Out a",
        "--out-a",
        "--outa",
        "-hv",
        "--=a",
        "---out a"
      })
  void refusesWhatIsNotSpelledRight(String words) {
    assertThrows(UsageException.class, () -> parse(words.split(" ")));
  }

  @Test
  void messagesShowNoClassNames() {
    UsageException refused =
        assertThrows(UsageException.class, () -> parse("--size", "x").integer("size", 1, 5, 1));
    assertEquals("--size is \"x\", expected a whole number from 1 to 5", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "", "+", "3.0", "99999999999"})
  void refusesNumbersOutOfRange(String text) {
    assertThrows(UsageException.class, () -> parse("--size=" + text).integer("size", 1, 5, 1));
  }

  @Test
  void missingValuesAreNamedByTheirLongName() {
    UsageException refused = assertThrows(UsageException.class, () -> parse("-v").required("out"));
    assertEquals("missing --out", refused.getMessage());
  }

  @Test
  void missingOperandsAreNamed() {
    UsageException refused = assertThrows(UsageException.class, () -> parse("a").exactly(2));
    assertEquals("missing FILE|URL", refused.getMessage());
  }

  @Test
  void refusesOperandsThatAreTooMany() {
    assertThrows(UsageException.class, () -> parse("a", "b", "c").exactly(2));
    assertThrows(UsageException.class, () -> parse("a", "b", "c").atMost(2));
  }

  @Test
  void refusesChoicesThatThereAreNot() throws UsageException {
    Map<String, Integer> choices = Map.of("one", 1, "two", 2);
    assertEquals(2, parse("--size", "two").oneOf("size", choices, 1));
    assertEquals(1, parse().oneOf("size", choices, 1));
    UsageException refused =
        assertThrows(UsageException.class, () -> parse("--size", "ONE").oneOf("size", choices, 1));
    assertEquals("--size is \"ONE\", expected one of one, two", refused.getMessage());
  }

  @Test
  void pathsAreSeenFromTheWorkingDirectory() throws UsageException {
    assertEquals(Optional.of(Path.of("work", "x")), parse("-o", "x").path("out"));
    assertEquals(Path.of("work", "a"), parse("a").operandPath(0));
    assertThrows(UsageException.class, () -> parse("-o", "a\0b").path("out"));
    assertThrows(UsageException.class, () -> parse("--out=").path("out"));
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() throws UsageException {
    Arguments arguments = parse("--out", "x", "--force");
    arguments.refuse("out", "size");
    UsageException refused =
        assertThrows(UsageException.class, () -> arguments.refuse("out", "size", "force"));
    assertEquals("--force does not go with --out", refused.getMessage());
  }

  @Test
  void askingForAnUndeclaredOptionIsABug() throws UsageException {
    Arguments arguments = parse();
    assertThrows(IllegalArgumentException.class, () -> arguments.has("bogus"));
  }

  @Test
  void suggestsTheOptionThatWasMeant() {
    UsageException refused = assertThrows(UsageException.class, () -> parse("--guardain", "a"));
    assertEquals(Optional.of("did you mean --guardian?"), refused.hint());
  }

  private static Arguments parse(String... words) throws UsageException {
    return new ArgumentParser(VERB).parse(List.of(words), Path.of("work"));
  }
}
