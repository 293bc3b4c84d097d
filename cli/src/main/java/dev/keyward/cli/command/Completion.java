package dev.keyward.cli.command;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** {@code completion}: a script that lets a shell complete commands and options. */
public final class Completion implements Command {

  private static final Map<String, Function<CompletionWords, String>> SHELLS =
      Map.of(
          "bash", BashCompletion::script,
          "zsh", ZshCompletion::script,
          "fish", FishCompletion::script,
          "powershell", PowerShellCompletion::script);

  @Answer.To("completion")
  record Printed(String shell, String script) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "completion",
        "",
        "bash|zsh|fish|powershell",
        "print a script that completes commands and options in a shell",
        List.of(),
        """
        bash:        keyward completion bash > ~/.local/share/bash-completion/completions/keyward
        zsh:         keyward completion zsh > a file named _keyward in a folder of $fpath
        fish:        keyward completion fish > ~/.config/fish/completions/keyward.fish
        powershell:  keyward completion powershell | Out-String | Invoke-Expression, in the profile\
        """);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    String shell = arguments.exactly(1).operand(0);
    if (!SHELLS.containsKey(shell)) {
      throw new UsageException(
          "no completion for \"" + shell + "\", expected one of bash, zsh, fish, powershell");
    }
    print(shell, script(shell), session.console());
    return ExitCode.DONE;
  }

  /** The script for a shell that there is a completion for. */
  static String script(String shell) {
    return Objects.requireNonNull(SHELLS.get(shell), shell)
        .apply(new CompletionWords(Commands.verbs()));
  }

  private static void print(String shell, String script, Console console) {
    if (console.json()) {
      console.json("completion", new Printed(shell, script));
    } else {
      script.lines().forEach(console::line);
    }
  }
}
