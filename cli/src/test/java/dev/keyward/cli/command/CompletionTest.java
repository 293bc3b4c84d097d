package dev.keyward.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.cli.base.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish", "powershell"})
  void everyScriptKnowsEveryCommand(String shell) {
    Run run = Run.of("completion", shell);
    assertEquals(0, run.exit(), run.err());
    for (Command command : Commands.all()) {
      assertTrue(run.out().contains(command.verb().noun()), command.verb().words());
      for (String word : command.verb().name().split(" ")) {
        assertTrue(run.out().contains(word), command.verb().words());
      }
    }
    assertFalse(run.out().contains("@VERBS@"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void theShellAcceptsTheScript(String shell) throws Exception {
    Path script = script(shell);
    assertEquals("", output(shell, "-n", script.toString()));
  }

  @Test
  void bashCompletesNounsAndOptions() throws Exception {
    assertEquals("completion\n", bash("keyward", "comp"));
    assertEquals("help\n", bash("keyward", "--store", "completion", "he"));
    assertEquals("--passphrase-file\n--passphrase-env\n", bash("keyward", "completion", "--pass"));
  }

  @Test
  void bashCompletesVerbsInGroups() throws Exception {
    assertEquals("certificate\n", bash("keyward", "hgs", "cert"));
    assertEquals(
        "add\nset-primary\nrenew\ndisable\nlist\n", bash("keyward", "hgs", "certificate", ""));
    assertEquals("--primary\n", bash("keyward", "hgs", "certificate", "add", "DIR", "--prim"));
    assertEquals("add\nremove\nlist\ndiff\n", bash("keyward", "--quiet", "hgs", "host", ""));
    assertEquals("--key\n", bash("keyward", "hgs", "host", "add", "DIR", "NAME", "--ke"));
    assertEquals("--listen\n", bash("keyward", "hgs", "serve", "DIR", "--lis"));
  }

  @Test
  void bashOffersFilesWhereAWholeCommandMayHaveAVerb() throws Exception {
    assertEquals("merge\n", bash("keyward", "audit", "me"));
    assertEquals("\n", bash("keyward", "audit", ""));
    assertEquals("\n", bash("keyward", "audit", "folder", "me"));
    assertEquals("--shard\n", bash("keyward", "audit", "--sha"));
    assertEquals("\n", bash("keyward", "audit", "merge", "--sha"));
    assertEquals("--init-policy\n", bash("keyward", "audit", "merge", "--init"));
  }

  @Test
  void bashCompletesValuesOfAFixedSet() throws Exception {
    assertEquals("text\njson\n", bash("keyward", "guardian", "list", "--output", ""));
    assertEquals(
        "shielded\nencryption-supported\n", bash("keyward", "vm", "shield", "--policy", ""));
    assertEquals("\n", bash("keyward", "audit", "folder", "--policy", ""));
    assertEquals("warning\n", bash("keyward", "audit", "folder", "--fail-on", "w"));
    assertEquals("base64\n", bash("keyward", "protector", "convert", "--encoding", "base"));
  }

  @Test
  void bashCompletesCommandsAndTopicsAfterHelp() throws Exception {
    assertEquals("guardian\n", bash("keyward", "help", "gua"));
    assertEquals("options\n", bash("keyward", "help", "opt"));
    assertEquals("create\n", bash("keyward", "help", "guardian", "crea"));
  }

  @Test
  void powerShellHasATooltipForEachVerbAndOption() {
    String script = Run.of("completion", "powershell").out();
    for (Command command : Commands.all()) {
      String words = command.verb().words();
      assertTrue(script.contains("    '" + words + "' = '"), words);
      command
          .verb()
          .options()
          .forEach(
              option ->
                  assertTrue(
                      script.contains("'" + words + " --" + option.name() + "' = '"), words));
    }
  }

  private String bash(String... words) throws Exception {
    String list = "'" + String.join("' '", words) + "'";
    String run =
        String.format(
            Locale.ROOT,
            ". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _keyward; printf '%%s\\n' \"${COMPREPLY[@]}\"",
            script("bash"),
            list,
            words.length - 1);
    return output("bash", "-c", run);
  }

  private Path script(String shell) throws IOException {
    return Files.writeString(folder.resolve("script"), Run.of("completion", shell).out());
  }

  private static String output(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      Assumptions.abort(command[0] + " is not installed: its completion is not tried");
      throw e;
    }
    byte[] bytes = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor(), new String(bytes, StandardCharsets.UTF_8));
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
