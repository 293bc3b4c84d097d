package dev.keyward.cli.command;

import dev.keyward.cli.args.Verb;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for PowerShell 5 and later. */
final class PowerShellCompletion {

  private static final String FRAME =
      """
      # PowerShell completion for keyward
      Register-ArgumentCompleter -Native -CommandName keyward, keyward.cmd -ScriptBlock {
        param($current, $tree, $position)
        $verbs = @{
      @VERBS@  }
        $groups = @{
      @GROUPS@  }
        $options = @{
      @OPTIONS@  }
        $choices = @{
      @CHOICES@  }
        $tips = @{
      @TIPS@  }
        $valued = @(@VALUED@)
        $typed = @($tree.CommandElements | Select-Object -Skip 1 |
          Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
        $words = @()
        for ($i = 0; $i -lt $typed.Count; $i++) {
          if ($valued -contains $typed[$i]) { $i++ }
          elseif (-not $typed[$i].StartsWith('-')) { $words += $typed[$i] }
        }
        $noun = if ($words.Count -gt 0) { $words[0] } else { '' }
        $verb = if ($words.Count -gt 1) { $words[1] } else { '' }
        if ($groups.ContainsKey("$noun $verb")) {
          $group = "$noun $verb"
          if ($words.Count -gt 2) { $verb = "$verb $($words[2])" }
        } else { $group = '' }
        $before = if ($typed.Count -gt 0) { $typed[-1] } else { '' }
        $set = "$noun $verb $before", "$noun $before", $before |
          Where-Object { $choices.ContainsKey($_) } | Select-Object -First 1
        $found = if ($set) { $choices[$set] }
        elseif ($current.StartsWith('-')) {
          if ($options.ContainsKey("$noun $verb")) { $options["$noun $verb"] }
          elseif ($options.ContainsKey($noun)) { $options[$noun] }
          else { @(@GLOBAL@) }
        }
        elseif (-not $noun) { @(@NOUNS@) }
        elseif ($noun -eq 'help') { if ($verb) { $verbs[$verb] } else { @(@HELP@) } }
        elseif (-not $verb) { if ($current -or -not $options.ContainsKey($noun)) { $verbs[$noun] } }
        elseif ($group -eq "$noun $verb") { $groups[$group] }
        $found | Where-Object { $_ -and $_.StartsWith($current) } | ForEach-Object {
          $tip = $_
          foreach ($key in "$noun $verb $_", "$noun $_", $_) {
            if ($tips.ContainsKey($key)) { $tip = $tips[$key]; break }
          }
          $kind = [System.Management.Automation.CompletionResultType]::ParameterValue
          [System.Management.Automation.CompletionResult]::new($_, $_, $kind, $tip)
        }
      }
      """;

  private PowerShellCompletion() {}

  static String script(CompletionWords words) {
    StringBuilder verbs = new StringBuilder();
    words.nouns().forEach((noun, names) -> verbs.append(row(noun, names)));
    StringBuilder groups = new StringBuilder();
    words.groups().forEach((group, names) -> groups.append(row(group, names)));
    StringBuilder options = new StringBuilder();
    for (Verb verb : words.verbs()) {
      options.append(row(verb.words(), words.options(verb)));
    }
    StringBuilder choices = new StringBuilder();
    words.choices().forEach((option, values) -> choices.append(row(option, values)));
    StringBuilder tips = new StringBuilder();
    words
        .tips()
        .forEach(
            (key, tip) -> {
              if (!tip.isEmpty()) {
                tips.append("    '" + key + "' = '" + tip.replace("'", "''") + "'\n");
              }
            });
    return FRAME
        .replace("@CHOICES@", choices)
        .replace("@TIPS@", tips)
        .replace("@HELP@", list(words.helpWords()))
        .replace("@VERBS@", verbs)
        .replace("@GROUPS@", groups)
        .replace("@OPTIONS@", options)
        .replace("@VALUED@", list(words.globalOptionsWithValue()))
        .replace("@GLOBAL@", list(words.globalOptions()))
        .replace("@NOUNS@", list(List.copyOf(words.nouns().keySet())));
  }

  private static String row(String key, List<String> values) {
    return "    '" + key + "' = @(" + list(values) + ")\n";
  }

  private static String list(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
  }
}
