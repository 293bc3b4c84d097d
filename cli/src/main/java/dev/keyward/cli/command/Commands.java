package dev.keyward.cli.command;

import dev.keyward.cli.args.Grammar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The one list of commands: the router, help, completion and the README's table are fed by it. */
public final class Commands {

  /** In the order of the help. A command is made only when it is asked for. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("guardian", "create", CreateGuardian::new),
          new Entry("guardian", "import", ImportGuardian::new),
          new Entry("guardian", "import-keys", ImportKeys::new),
          new Entry("guardian", "update", UpdateGuardian::new),
          new Entry("guardian", "renew", RenewGuardian::new),
          new Entry("guardian", "export", ExportGuardian::new),
          new Entry("guardian", "list", ListGuardians::new),
          new Entry("guardian", "show", ShowGuardian::new),
          new Entry("guardian", "remove", RemoveGuardian::new),
          new Entry("protector", "create", CreateProtector::new),
          new Entry("protector", "show", ShowProtector::new),
          new Entry("protector", "verify", VerifyProtector::new),
          new Entry("protector", "check", CheckProtector::new),
          new Entry("protector", "grant", GrantProtector::new),
          new Entry("protector", "revoke", RevokeProtector::new),
          new Entry("protector", "convert", ConvertProtector::new),
          new Entry("audit", "", AuditProtectors::new),
          new Entry("audit", "merge", MergeAudit::new),
          new Entry("vm", "shield", ShieldVm::new),
          new Entry("vm", "show", ShowVm::new),
          new Entry("vm", "unshield", UnshieldVm::new),
          new Entry("vm", "check", CheckVm::new),
          new Entry("vm", "reseal", ResealVm::new),
          new Entry("template", "sign", SignTemplate::new),
          new Entry("template", "verify", VerifyTemplate::new),
          new Entry("template", "show", ShowTemplate::new),
          new Entry("shielding-data", "create", CreateShieldingData::new),
          new Entry("shielding-data", "show", ShowShieldingData::new),
          new Entry("shielding-data", "open", OpenShieldingData::new),
          new Entry("shielding-data", "match", MatchShieldingData::new),
          new Entry("hgs", "init", InitHgs::new),
          new Entry("hgs", "serve", ServeHgs::new),
          new Entry("hgs", "metadata", HgsMetadata::new),
          new Entry("hgs", "certificate add", AddHgsCertificate::new),
          new Entry("hgs", "certificate set-primary", SetPrimaryCertificate::new),
          new Entry("hgs", "certificate disable", DisableCertificate::new),
          new Entry("hgs", "certificate list", ListHgsCertificates::new),
          new Entry("hgs", "host add", AddHgsHost::new),
          new Entry("hgs", "host remove", RemoveHgsHost::new),
          new Entry("hgs", "host list", ListHgsHosts::new),
          new Entry("hgs", "host diff", DiffHgsHosts::new),
          new Entry("hgs", "load", LoadHgs::new),
          new Entry("host", "init", InitHost::new),
          new Entry("host", "configure", ConfigureHost::new),
          new Entry("host", "show", ShowHost::new),
          new Entry("host", "test", TestHost::new),
          new Entry("host", "start", StartHost::new),
          new Entry("fleet", "init", InitFleet::new),
          new Entry("fleet", "check", CheckFleet::new),
          new Entry("fleet", "availability", ShowAvailability::new),
          new Entry("demo", "branch-office", DemoBranchOffice::new),
          new Entry("bench", "", RunBench::new),
          new Entry("completion", "", Completion::new),
          new Entry("help", "", Help::new));

  private Commands() {}

  private record Entry(String noun, String name, Supplier<Command> maker) {

    boolean is(String wantedNoun, String wantedName) {
      return noun.equals(wantedNoun) && name.equals(wantedName);
    }
  }

  /** All of them, made; for help and completion. */
  public static List<Command> all() {
    return ENTRIES.stream().map(entry -> entry.maker().get()).toList();
  }

  /** The command of a noun and a verb; the verb of a noun that is a whole command is empty. */
  public static Optional<Command> find(String noun, String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.is(noun, name))
        .map(entry -> entry.maker().get())
        .findFirst();
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
