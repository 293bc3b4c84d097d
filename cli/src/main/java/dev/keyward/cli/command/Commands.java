package dev.keyward.cli.command;

import dev.keyward.cli.args.Grammar;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.audit.AuditProtectors;
import dev.keyward.cli.audit.DiffAudit;
import dev.keyward.cli.audit.MergeAudit;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.bench.RunBench;
import dev.keyward.cli.demo.DemoBranchOffice;
import dev.keyward.cli.demo.DemoKvm;
import dev.keyward.cli.fleet.CheckFleet;
import dev.keyward.cli.fleet.InitFleet;
import dev.keyward.cli.fleet.ListFleetCertificates;
import dev.keyward.cli.fleet.ShowAvailability;
import dev.keyward.cli.fleet.matrix.DemoHypervHosts;
import dev.keyward.cli.fleet.matrix.MoveVms;
import dev.keyward.cli.fleet.matrix.RetireHost;
import dev.keyward.cli.fleet.matrix.ShowMatrix;
import dev.keyward.cli.guardian.ChangeGuardianPassphrase;
import dev.keyward.cli.guardian.CreateGuardian;
import dev.keyward.cli.guardian.ExportGuardian;
import dev.keyward.cli.guardian.ImportGuardian;
import dev.keyward.cli.guardian.ImportKeys;
import dev.keyward.cli.guardian.InspectGuardian;
import dev.keyward.cli.guardian.ListGuardians;
import dev.keyward.cli.guardian.RemoveGuardian;
import dev.keyward.cli.guardian.RenewGuardian;
import dev.keyward.cli.guardian.RetireGuardian;
import dev.keyward.cli.guardian.ShowGuardian;
import dev.keyward.cli.guardian.UpdateGuardian;
import dev.keyward.cli.guardian.UseGuardian;
import dev.keyward.cli.hgs.AcceptHgsRestore;
import dev.keyward.cli.hgs.AddHgsCertificate;
import dev.keyward.cli.hgs.AddHgsHost;
import dev.keyward.cli.hgs.ChangeHgsPassphrase;
import dev.keyward.cli.hgs.DiffHgs;
import dev.keyward.cli.hgs.DisableHgsCertificate;
import dev.keyward.cli.hgs.InitHgs;
import dev.keyward.cli.hgs.ListHgsCertificates;
import dev.keyward.cli.hgs.ListHgsHosts;
import dev.keyward.cli.hgs.LoadHgs;
import dev.keyward.cli.hgs.RemoveHgsHost;
import dev.keyward.cli.hgs.RenewHgsCertificate;
import dev.keyward.cli.hgs.ServeHgs;
import dev.keyward.cli.hgs.SetPrimaryHgsCertificate;
import dev.keyward.cli.hgs.ShowHgsMetadata;
import dev.keyward.cli.hgs.explain.ExplainHgs;
import dev.keyward.cli.hgs.policy.AddPolicy;
import dev.keyward.cli.hgs.policy.CheckPolicy;
import dev.keyward.cli.hgs.policy.DraftPolicy;
import dev.keyward.cli.hgs.policy.ListPolicies;
import dev.keyward.cli.hgs.policy.RemovePolicy;
import dev.keyward.cli.hgs.policy.ShowPolicy;
import dev.keyward.cli.host.ConfigureHost;
import dev.keyward.cli.host.InitHost;
import dev.keyward.cli.host.RunHost;
import dev.keyward.cli.host.ShowHost;
import dev.keyward.cli.host.StartHost;
import dev.keyward.cli.host.TestHost;
import dev.keyward.cli.host.libvirt.AcceptDomain;
import dev.keyward.cli.host.libvirt.AddDomain;
import dev.keyward.cli.host.libvirt.InstallHook;
import dev.keyward.cli.host.libvirt.RemoveDomain;
import dev.keyward.cli.host.libvirt.RunDomainHook;
import dev.keyward.cli.host.libvirt.ShowDomains;
import dev.keyward.cli.host.libvirt.StartDomain;
import dev.keyward.cli.protector.CheckProtector;
import dev.keyward.cli.protector.ConvertProtector;
import dev.keyward.cli.protector.CreateProtector;
import dev.keyward.cli.protector.GrantProtector;
import dev.keyward.cli.protector.HandOverProtector;
import dev.keyward.cli.protector.RenewProtector;
import dev.keyward.cli.protector.RevokeProtector;
import dev.keyward.cli.protector.ShowProtector;
import dev.keyward.cli.protector.VerifyProtector;
import dev.keyward.cli.shielding.CheckShieldingData;
import dev.keyward.cli.shielding.CreateShieldingData;
import dev.keyward.cli.shielding.GrantShieldingData;
import dev.keyward.cli.shielding.MatchShieldingData;
import dev.keyward.cli.shielding.OpenShieldingData;
import dev.keyward.cli.shielding.RenewShieldingData;
import dev.keyward.cli.shielding.RevokeShieldingData;
import dev.keyward.cli.shielding.ShowShieldingData;
import dev.keyward.cli.shielding.WhichShieldingData;
import dev.keyward.cli.template.FindTemplate;
import dev.keyward.cli.template.ShowTemplate;
import dev.keyward.cli.template.SignTemplate;
import dev.keyward.cli.template.VerifyTemplate;
import dev.keyward.cli.vm.CheckVm;
import dev.keyward.cli.vm.DescribeVm;
import dev.keyward.cli.vm.HandOverVm;
import dev.keyward.cli.vm.RecoverVm;
import dev.keyward.cli.vm.RekeyVm;
import dev.keyward.cli.vm.ResealVm;
import dev.keyward.cli.vm.ShieldVm;
import dev.keyward.cli.vm.ShowVm;
import dev.keyward.cli.vm.UnshieldVm;
import dev.keyward.cli.vm.UpdateVm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one list of commands: the router, help, completion and the page of commands use it. */
public final class Commands {

  /**
   * In the order of the help. A command holds nothing, so all are made: to make only the one that
   * is asked for would take a lambda each, which costs Java more.
   */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("guardian", "create", new CreateGuardian()),
          new Entry("guardian", "import", new ImportGuardian()),
          new Entry("guardian", "import-keys", new ImportKeys()),
          new Entry("guardian", "inspect", new InspectGuardian()),
          new Entry("guardian", "update", new UpdateGuardian()),
          new Entry("guardian", "renew", new RenewGuardian()),
          new Entry("guardian", "use", new UseGuardian()),
          new Entry("guardian", "retire", new RetireGuardian()),
          new Entry("guardian", "export", new ExportGuardian()),
          new Entry("guardian", "list", new ListGuardians()),
          new Entry("guardian", "show", new ShowGuardian()),
          new Entry("guardian", "remove", new RemoveGuardian()),
          new Entry("guardian", "change-passphrase", new ChangeGuardianPassphrase()),
          new Entry("protector", "create", new CreateProtector()),
          new Entry("protector", "show", new ShowProtector()),
          new Entry("protector", "verify", new VerifyProtector()),
          new Entry("protector", "check", new CheckProtector()),
          new Entry("protector", "grant", new GrantProtector()),
          new Entry("protector", "revoke", new RevokeProtector()),
          new Entry("protector", "renew", new RenewProtector()),
          new Entry("protector", "hand-over", new HandOverProtector()),
          new Entry("protector", "convert", new ConvertProtector()),
          new Entry("audit", "", new AuditProtectors()),
          new Entry("audit", "diff", new DiffAudit()),
          new Entry("audit", "merge", new MergeAudit()),
          new Entry("vm", "shield", new ShieldVm()),
          new Entry("vm", "describe", new DescribeVm()),
          new Entry("vm", "show", new ShowVm()),
          new Entry("vm", "unshield", new UnshieldVm()),
          new Entry("vm", "check", new CheckVm()),
          new Entry("vm", "update", new UpdateVm()),
          new Entry("vm", "recover", new RecoverVm()),
          new Entry("vm", "reseal", new ResealVm()),
          new Entry("vm", "rekey", new RekeyVm()),
          new Entry("vm", "hand-over", new HandOverVm()),
          new Entry("template", "sign", new SignTemplate()),
          new Entry("template", "verify", new VerifyTemplate()),
          new Entry("template", "find", new FindTemplate()),
          new Entry("template", "show", new ShowTemplate()),
          new Entry("shielding-data", "create", new CreateShieldingData()),
          new Entry("shielding-data", "show", new ShowShieldingData()),
          new Entry("shielding-data", "open", new OpenShieldingData()),
          new Entry("shielding-data", "match", new MatchShieldingData()),
          new Entry("shielding-data", "grant", new GrantShieldingData()),
          new Entry("shielding-data", "revoke", new RevokeShieldingData()),
          new Entry("shielding-data", "renew", new RenewShieldingData()),
          new Entry("shielding-data", "check", new CheckShieldingData()),
          new Entry("shielding-data", "which", new WhichShieldingData()),
          new Entry("hgs", "init", new InitHgs()),
          new Entry("hgs", "serve", new ServeHgs()),
          new Entry("hgs", "metadata", new ShowHgsMetadata()),
          new Entry("hgs", "accept-restore", new AcceptHgsRestore()),
          new Entry("hgs", "change-passphrase", new ChangeHgsPassphrase()),
          new Entry("hgs", "certificate add", new AddHgsCertificate()),
          new Entry("hgs", "certificate set-primary", new SetPrimaryHgsCertificate()),
          new Entry("hgs", "certificate renew", new RenewHgsCertificate()),
          new Entry("hgs", "certificate disable", new DisableHgsCertificate()),
          new Entry("hgs", "certificate list", new ListHgsCertificates()),
          new Entry("hgs", "host add", new AddHgsHost()),
          new Entry("hgs", "host remove", new RemoveHgsHost()),
          new Entry("hgs", "host list", new ListHgsHosts()),
          new Entry("hgs", "host diff", DiffHgs.ofHosts()),
          new Entry("hgs", "diff", DiffHgs.ofAll()),
          new Entry("hgs", "explain", new ExplainHgs()),
          new Entry("hgs", "policy draft", new DraftPolicy()),
          new Entry("hgs", "policy check", new CheckPolicy()),
          new Entry("hgs", "policy add", new AddPolicy()),
          new Entry("hgs", "policy remove", new RemovePolicy()),
          new Entry("hgs", "policy list", new ListPolicies()),
          new Entry("hgs", "policy show", new ShowPolicy()),
          new Entry("hgs", "load", new LoadHgs()),
          new Entry("host", "init", new InitHost()),
          new Entry("host", "configure", new ConfigureHost()),
          new Entry("host", "show", new ShowHost()),
          new Entry("host", "test", new TestHost()),
          new Entry("host", "start", new StartHost()),
          new Entry("host", "run", new RunHost()),
          new Entry("host", "libvirt install", new InstallHook()),
          new Entry("host", "libvirt add", new AddDomain()),
          new Entry("host", "libvirt remove", new RemoveDomain()),
          new Entry("host", "libvirt accept", new AcceptDomain()),
          new Entry("host", "libvirt status", new ShowDomains()),
          new Entry("host", "libvirt start", new StartDomain()),
          new Entry("host", "libvirt hook", new RunDomainHook()),
          new Entry("fleet", "init", new InitFleet()),
          new Entry("fleet", "certificates", new ListFleetCertificates()),
          new Entry("fleet", "check", new CheckFleet()),
          new Entry("fleet", "availability", new ShowAvailability()),
          new Entry("fleet", "matrix", new ShowMatrix()),
          new Entry("fleet", "move", new MoveVms()),
          new Entry("fleet", "retire", new RetireHost()),
          new Entry("demo", "branch-office", new DemoBranchOffice()),
          new Entry("demo", "kvm", new DemoKvm()),
          new Entry("demo", "hyperv-hosts", new DemoHypervHosts()),
          new Entry("bench", "", new RunBench()),
          new Entry("completion", "", new Completion()),
          new Entry("version", "", new ShowVersion()),
          new Entry("help", "", new Help()));

  private Commands() {}

  private record Entry(String noun, String name, Command command) {

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
