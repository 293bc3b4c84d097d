package dev.keyward.cli.command;

import dev.keyward.cli.args.Grammar;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one list of commands: the router, help, completion and the page of commands use it. */
public final class Commands {

  /** In the order of the help. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("guardian", "create"),
          new Entry("guardian", "import"),
          new Entry("guardian", "import-keys"),
          new Entry("guardian", "inspect"),
          new Entry("guardian", "update"),
          new Entry("guardian", "renew"),
          new Entry("guardian", "use"),
          new Entry("guardian", "retire"),
          new Entry("guardian", "export"),
          new Entry("guardian", "list"),
          new Entry("guardian", "show"),
          new Entry("guardian", "remove"),
          new Entry("guardian", "change-passphrase"),
          new Entry("protector", "create"),
          new Entry("protector", "show"),
          new Entry("protector", "verify"),
          new Entry("protector", "check"),
          new Entry("protector", "grant"),
          new Entry("protector", "revoke"),
          new Entry("protector", "renew"),
          new Entry("protector", "hand-over"),
          new Entry("protector", "convert"),
          new Entry("audit", ""),
          new Entry("audit", "diff"),
          new Entry("audit", "merge"),
          new Entry("vm", "shield"),
          new Entry("vm", "describe"),
          new Entry("vm", "show"),
          new Entry("vm", "unshield"),
          new Entry("vm", "check"),
          new Entry("vm", "update"),
          new Entry("vm", "recover"),
          new Entry("vm", "reseal"),
          new Entry("vm", "rekey"),
          new Entry("vm", "hand-over"),
          new Entry("template", "sign"),
          new Entry("template", "verify"),
          new Entry("template", "find"),
          new Entry("template", "show"),
          new Entry("shielding-data", "create"),
          new Entry("shielding-data", "show"),
          new Entry("shielding-data", "open"),
          new Entry("shielding-data", "match"),
          new Entry("shielding-data", "grant"),
          new Entry("shielding-data", "revoke"),
          new Entry("shielding-data", "renew"),
          new Entry("shielding-data", "check"),
          new Entry("shielding-data", "which"),
          new Entry("hgs", "init"),
          new Entry("hgs", "serve"),
          new Entry("hgs", "metadata"),
          new Entry("hgs", "accept-restore"),
          new Entry("hgs", "change-passphrase"),
          new Entry("hgs", "certificate add"),
          new Entry("hgs", "certificate set-primary"),
          new Entry("hgs", "certificate renew"),
          new Entry("hgs", "certificate disable"),
          new Entry("hgs", "certificate list"),
          new Entry("hgs", "host add"),
          new Entry("hgs", "host remove"),
          new Entry("hgs", "host list"),
          new Entry("hgs", "host diff"),
          new Entry("hgs", "diff"),
          new Entry("hgs", "explain"),
          new Entry("hgs", "policy draft"),
          new Entry("hgs", "policy check"),
          new Entry("hgs", "policy add"),
          new Entry("hgs", "policy remove"),
          new Entry("hgs", "policy list"),
          new Entry("hgs", "policy show"),
          new Entry("hgs", "load"),
          new Entry("host", "init"),
          new Entry("host", "configure"),
          new Entry("host", "show"),
          new Entry("host", "test"),
          new Entry("host", "start"),
          new Entry("host", "run"),
          new Entry("host", "libvirt install"),
          new Entry("host", "libvirt add"),
          new Entry("host", "libvirt remove"),
          new Entry("host", "libvirt accept"),
          new Entry("host", "libvirt status"),
          new Entry("host", "libvirt start"),
          new Entry("host", "libvirt hook"),
          new Entry("fleet", "init"),
          new Entry("fleet", "certificates"),
          new Entry("fleet", "check"),
          new Entry("fleet", "availability"),
          new Entry("fleet", "matrix"),
          new Entry("fleet", "move"),
          new Entry("fleet", "retire"),
          new Entry("demo", "branch-office"),
          new Entry("demo", "kvm"),
          new Entry("demo", "hyperv-hosts"),
          new Entry("bench", ""),
          new Entry("completion", ""),
          new Entry("version", ""),
          new Entry("help", ""));

  private Commands() {}

  private record Entry(String noun, String name) {

    Command command() {
      return CommandMaker.make(noun, name);
    }

    boolean is(String wantedNoun, String wantedName) {
      return noun.equals(wantedNoun) && name.equals(wantedName);
    }
  }

  /** All of them, made; for help and completion. */
  public static List<Command> all() {
    return ENTRIES.stream().map(Entry::command).toList();
  }

  /** What each of them is called and takes. */
  public static List<Verb> verbs() {
    return all().stream().map(Command::verb).toList();
  }

  /** The command of a noun and a verb; the verb of a noun that is a whole command is empty. */
  public static Optional<Command> find(String noun, String name) {
    return ENTRIES.stream().filter(entry -> entry.is(noun, name)).map(Entry::command).findFirst();
  }

  /** The nouns, in order. */
  public static Set<String> nouns() {
    return ENTRIES.stream().map(Entry::noun).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** How many words the commands have. */
  public static Grammar grammar() {
    Set<String> whole =
        ENTRIES.stream()
            .filter(entry -> entry.name().isEmpty())
            .map(Entry::noun)
            .collect(Collectors.toSet());
    return new Grammar(
        whole,
        ENTRIES.stream()
            .filter(entry -> whole.contains(entry.noun()) && !entry.name().isEmpty())
            .map(entry -> entry.noun() + " " + entry.name())
            .collect(Collectors.toSet()),
        ENTRIES.stream()
            .filter(entry -> entry.name().contains(" "))
            .map(entry -> entry.noun() + " " + entry.name().split(" ")[0])
            .collect(Collectors.toSet()));
  }

  /** The verbs of a noun, in order; empty for an unknown noun. */
  public static List<String> names(String noun) {
    return ENTRIES.stream()
        .filter(entry -> entry.noun().equals(noun))
        .map(Entry::name)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
