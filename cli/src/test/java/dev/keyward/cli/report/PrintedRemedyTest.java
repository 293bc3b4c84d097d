package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Shell;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class PrintedRemedyTest {

  private static final Finding FINDING =
      new Finding(
          AuditFindingCode.INVALID,
          Severity.ERROR,
          "found",
          new Finding.Remedy("look at it", Optional.of("protector verify FILE")));

  /** Prints each word with a zero byte behind it, and a dot behind the last. */
  private static final String READER =
      String.format(Locale.ROOT, "keyward() { printf '%%s\\0' \"$@\" .; }%n").replace("\r", "");

  private static PrintedRemedy advice(Place... places) {
    return PrintedRemedy.of(
        CommandLine.of(Shell.POSIX), new LocatedFinding(FINDING, places.length, List.of(places)));
  }

  private static String of(Place... places) {
    return advice(places).command().orElseThrow();
  }

  private static Place file(String name) {
    return new Place(name, OptionalInt.empty(), "vm");
  }

  private static Place entry(String file, String vm) {
    return new Place(file, OptionalInt.of(3), vm);
  }

  @Test
  void namesEveryFileOfAFew() {
    assertEquals("keyward protector verify a.kp vms/b.kp", of(file("a.kp"), file("vms/b.kp")));
  }

  @Test
  void namesNoneOfMany() {
    List<Place> many = new ArrayList<>();
    for (int index = 0; index < 9; index++) {
      many.add(file("vm-" + index));
    }
    assertEquals("keyward protector verify FILE...", of(many.toArray(Place[]::new)));
  }

  @Test
  void namesOneVmOfAnExport() {
    assertEquals(
        "keyward protector verify all.json --vm web-01 --number 4",
        of(entry("all.json", "web-01"), entry("all.json", "web-02")));
  }

  @Test
  void aMachineWithoutANameGoesByItsNumber() {
    assertEquals(
        "keyward protector verify a/all.json --number 4", of(entry("a/all.json", "all.json#4")));
  }

  @Test
  void quotesWhatAShellWouldTakeForMoreThanAName() {
    assertEquals("keyward protector verify 'a b.kp'", of(file("a b.kp")));
    assertEquals("keyward protector verify '$(id)'", of(file("$(id)")));
    assertEquals(
        "keyward protector verify all.json --vm 'web 1' --number 4",
        of(entry("all.json", "web 1")));
  }

  @Test
  void aFileThatIsCalledLikeThePlaceholderIsOneFile() {
    assertEquals("keyward protector verify 'FILE FILE'", of(file("FILE FILE")));
  }

  /** The first word in capitals is the file; the name of a guardian stays what it is. */
  @Test
  void aGuardianThatIsCalledLikeThePlaceholderIsNoFile() {
    Finding.Remedy grant =
        Finding.Remedy.by("grant it", "protector grant FILE --guardian FILE --in-place");
    Finding.Remedy update = Finding.Remedy.by("take it", "guardian update FILE METADATA");
    for (Finding.Remedy remedy : List.of(grant, update)) {
      PrintedRemedy printed =
          PrintedRemedy.of(CommandLine.of(Shell.POSIX), remedy, List.of(file("a.kp")), 1);
      assertEquals(
          "keyward " + remedy.command().get().replaceFirst("grant FILE", "grant a.kp"),
          printed.command().get());
    }
  }

  @Test
  void aNameThatBeginsWithADashIsNoOption() {
    assertEquals("keyward protector verify ./-x.kp", of(file("-x.kp")));
    assertEquals(
        "keyward protector verify a.json '--vm=--help' --number 4", of(entry("a.json", "--help")));
  }

  @Test
  void thereIsNoCommandForANameThatCannotBeTyped() {
    PrintedRemedy advice = advice(file("app\u200b1.xml"));
    assertEquals(Optional.empty(), advice.command());
    assertEquals(
        "look at it; no command is printed, because the name app<U+200B>1.xml cannot be typed as"
            + " it is shown",
        advice.text());
  }

  @Test
  void thereIsNoCommandForANameThatTheShellWouldActOn() {
    PrintedRemedy advice =
        PrintedRemedy.of(CommandLine.of(Shell.POWERSHELL), FINDING, file("100%.kp"));
    assertEquals(Optional.empty(), advice.command());
    assertTrue(advice.text().contains("PowerShell would act on the name 100%.kp"), advice.text());
  }

  @Test
  void theShellThatIsChosenDecidesOnTheQuotes() {
    assertEquals(
        Optional.of("keyward protector verify 'it''s.kp'"),
        PrintedRemedy.of(CommandLine.of(Shell.POWERSHELL), FINDING, file("it's.kp")).command());
  }

  @Test
  void aCommandOfSealedVmsIsPrintedForThemAlone() {
    Finding copied =
        new Finding(
            AuditFindingCode.SAME_PROTECTOR,
            Severity.WARNING,
            "copied",
            new Finding.Remedy("seal it", Optional.of("vm reseal FILE --as OWNER --in-place")));
    assertTrue(
        PrintedRemedy.of(CommandLine.of(Shell.POSIX), copied, file("a.svm")).command().isPresent());
    assertEquals(
        Optional.empty(),
        PrintedRemedy.of(CommandLine.of(Shell.POSIX), copied, file("a.kp")).command());
  }

  @Test
  void isEmptyWhereNoCommandHelps() {
    Finding none =
        new Finding(
            AuditFindingCode.NO_PROTECTOR,
            Severity.WARNING,
            "none",
            new Finding.Remedy("shield it", Optional.empty()));
    PrintedRemedy advice = PrintedRemedy.of(CommandLine.of(Shell.POSIX), none, file("a"));
    assertEquals(new PrintedRemedy("shield it", Optional.empty()), advice);
  }

  @Test
  void theStoreThatWasNamedIsInTheCommand() {
    CommandLine commands = new CommandLine(Shell.POSIX, Optional.of("my store"));
    assertEquals(
        Optional.of("keyward --store 'my store' protector verify a.kp"),
        PrintedRemedy.of(commands, FINDING, file("a.kp")).command());
  }

  @Test
  void theStoreThatWasNamedIsSaidBehindATextWithCommands() {
    CommandLine commands = new CommandLine(Shell.POSIX, Optional.of("it's"));
    assertEquals(
        Optional.of("for the same store, add to these commands: --store 'it'\\''s'"),
        commands.about("take it: keyward guardian update a M; or --guardians, keyward help"));
    assertEquals(Optional.empty(), commands.about("see keyward help"));
  }

  @Test
  void aStoreThatBeginsWithADashIsSaidAsItIsTypedInACommand() {
    CommandLine commands = new CommandLine(Shell.POSIX, Optional.of("-s"));
    assertEquals(
        Optional.of("for the same store, add to these commands: '--store=-s'"),
        commands.about("keyward guardian update a M"));
    assertEquals(
        Optional.of("keyward '--store=-s' protector verify a.kp"),
        PrintedRemedy.of(commands, FINDING, file("a.kp")).command());
  }

  @Test
  void aStoreThatCannotBeTypedLeavesNoCommand() {
    CommandLine commands = new CommandLine(Shell.POSIX, Optional.of("a\u202eb"));
    assertEquals(Optional.empty(), PrintedRemedy.of(commands, FINDING, file("a.kp")).command());
  }

  /** What a real shell hands to the program, for names of all characters that can be typed. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
  void aShellReadsEachPrintedCommandAsItsNames(@TempDir Path folder) throws Exception {
    Random random = new Random(20);
    StringBuilder script = new StringBuilder(READER);
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 2000; round++) {
      String file = name(random);
      String vm = name(random);
      Optional<String> command =
          PrintedRemedy.of(CommandLine.of(Shell.POSIX), FINDING, entry(file, vm)).command();
      script.append(command.orElseThrow()).append('\n');
      expected.addAll(List.of("protector", "verify", file.startsWith("-") ? "./" + file : file));
      expected.addAll(vm.startsWith("-") ? List.of("--vm=" + vm) : List.of("--vm", vm));
      expected.addAll(List.of("--number", "4", "."));
    }
    assertEquals(expected, words(Files.writeString(folder.resolve("script"), script), folder));
  }

  private static String name(Random random) {
    String marks = "-$`'\"\\!*?[]{}()<>|&;~#=%^ aZ\u00fc\u6771";
    StringBuilder name = new StringBuilder();
    for (int left = random.nextInt(8); left >= 0; left--) {
      name.append(marks.charAt(random.nextInt(marks.length())));
    }
    return name.toString().equals("-") ? "a" : name.toString();
  }

  private static List<String> words(Path script, Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process shell =
        new ProcessBuilder("sh", script.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, shell.waitFor());
    String text = Files.readString(output, StandardCharsets.UTF_8);
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }
}
