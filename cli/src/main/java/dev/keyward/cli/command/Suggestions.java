package dev.keyward.cli.command;

import dev.keyward.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the word that somebody probably meant by one that Keyward does not have. */
final class Suggestions {

  /** Words of other tools, each with our words for it, the likeliest first. */
  private static final Map<String, List<String>> OURS =
      Map.ofEntries(
          Map.entry("add", List.of("create", "import", "add", "grant")),
          Map.entry("allow", List.of("grant")),
          Map.entry("change", List.of("update", "change-passphrase")),
          Map.entry("decrypt", List.of("unshield", "open")),
          Map.entry("del", List.of("remove", "revoke")),
          Map.entry("delete", List.of("remove", "revoke")),
          Map.entry("deny", List.of("revoke")),
          Map.entry("describe", List.of("show", "describe")),
          Map.entry("dump", List.of("show", "export")),
          Map.entry("edit", List.of("update")),
          Map.entry("encrypt", List.of("shield", "create")),
          Map.entry("get", List.of("show", "list")),
          Map.entry("info", List.of("show", "inspect")),
          Map.entry("inspect", List.of("show", "inspect")),
          Map.entry("load", List.of("import")),
          Map.entry("ls", List.of("list", "show")),
          Map.entry("make", List.of("create", "init")),
          Map.entry("new", List.of("create", "init", "add")),
          Map.entry("passwd", List.of("change-passphrase")),
          Map.entry("register", List.of("add", "host")),
          Map.entry("remove", List.of("remove", "revoke")),
          Map.entry("rm", List.of("remove", "revoke")),
          Map.entry("rotate", List.of("renew", "reseal")),
          Map.entry("run", List.of("serve", "start")),
          Map.entry("set", List.of("configure", "update")),
          Map.entry("start", List.of("serve", "start")),
          Map.entry("status", List.of("show", "list")),
          Map.entry("test", List.of("check", "verify")),
          Map.entry("validate", List.of("verify", "check")),
          Map.entry("view", List.of("show")));

  /** Other words for our nouns. */
  private static final Map<String, String> NOUNS =
      Map.of(
          "certificate", "hgs certificate",
          "gui", "help",
          "key-protector", "protector",
          "kp", "protector",
          "pdk", "shielding-data",
          "service", "hgs",
          "server", "hgs");

  private Suggestions() {}

  /** The verb of a noun that was probably meant. */
  static Optional<String> verb(String typed, Collection<String> known) {
    return OURS.getOrDefault(typed, List.of()).stream()
        .filter(known::contains)
        .findFirst()
        .or(() -> Nearest.to(typed, known));
  }

  /** The noun that was probably meant. */
  static Optional<String> noun(String typed, Collection<String> known) {
    return Optional.ofNullable(NOUNS.get(typed)).or(() -> Nearest.to(typed, known));
  }
}
