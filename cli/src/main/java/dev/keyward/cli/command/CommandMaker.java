package dev.keyward.cli.command;

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

/**
 * Makes the command of a noun and a verb. Only the one that is asked for is made: all of them, or a
 * lambda for each, would take Java milliseconds at the start of every command.
 */
final class CommandMaker {

  private CommandMaker() {}

  /**
   * The command; the verb of a noun that is a whole command is empty.
   *
   * @throws IllegalArgumentException for words that are not in the list of {@link Commands}
   */
  static Command make(String noun, String name) {
    return switch (noun) {
      case "guardian" -> guardian(name);
      case "protector" -> protector(name);
      case "audit" -> audit(name);
      case "vm" -> vm(name);
      case "template" -> template(name);
      case "shielding-data" -> shieldingData(name);
      case "hgs" -> hgs(name);
      case "host" -> host(name);
      case "fleet" -> fleet(name);
      case "demo" -> demo(name);
      case "bench" -> new RunBench();
      case "completion" -> new Completion();
      case "version" -> new ShowVersion();
      case "help" -> new Help();
      default -> throw unknown(noun);
    };
  }

  private static Command guardian(String name) {
    return switch (name) {
      case "create" -> new CreateGuardian();
      case "import" -> new ImportGuardian();
      case "import-keys" -> new ImportKeys();
      case "inspect" -> new InspectGuardian();
      case "update" -> new UpdateGuardian();
      case "renew" -> new RenewGuardian();
      case "use" -> new UseGuardian();
      case "retire" -> new RetireGuardian();
      case "export" -> new ExportGuardian();
      case "list" -> new ListGuardians();
      case "show" -> new ShowGuardian();
      case "remove" -> new RemoveGuardian();
      case "change-passphrase" -> new ChangeGuardianPassphrase();
      default -> throw unknown(name);
    };
  }

  private static Command protector(String name) {
    return switch (name) {
      case "create" -> new CreateProtector();
      case "show" -> new ShowProtector();
      case "verify" -> new VerifyProtector();
      case "check" -> new CheckProtector();
      case "grant" -> new GrantProtector();
      case "revoke" -> new RevokeProtector();
      case "renew" -> new RenewProtector();
      case "hand-over" -> new HandOverProtector();
      case "convert" -> new ConvertProtector();
      default -> throw unknown(name);
    };
  }

  private static Command audit(String name) {
    return switch (name) {
      case "" -> new AuditProtectors();
      case "diff" -> new DiffAudit();
      case "merge" -> new MergeAudit();
      default -> throw unknown(name);
    };
  }

  private static Command vm(String name) {
    return switch (name) {
      case "shield" -> new ShieldVm();
      case "describe" -> new DescribeVm();
      case "show" -> new ShowVm();
      case "unshield" -> new UnshieldVm();
      case "check" -> new CheckVm();
      case "update" -> new UpdateVm();
      case "recover" -> new RecoverVm();
      case "reseal" -> new ResealVm();
      case "rekey" -> new RekeyVm();
      case "hand-over" -> new HandOverVm();
      default -> throw unknown(name);
    };
  }

  private static Command template(String name) {
    return switch (name) {
      case "sign" -> new SignTemplate();
      case "verify" -> new VerifyTemplate();
      case "find" -> new FindTemplate();
      case "show" -> new ShowTemplate();
      default -> throw unknown(name);
    };
  }

  private static Command shieldingData(String name) {
    return switch (name) {
      case "create" -> new CreateShieldingData();
      case "show" -> new ShowShieldingData();
      case "open" -> new OpenShieldingData();
      case "match" -> new MatchShieldingData();
      case "grant" -> new GrantShieldingData();
      case "revoke" -> new RevokeShieldingData();
      case "renew" -> new RenewShieldingData();
      case "check" -> new CheckShieldingData();
      case "which" -> new WhichShieldingData();
      default -> throw unknown(name);
    };
  }

  private static Command hgs(String name) {
    return switch (name) {
      case "init" -> new InitHgs();
      case "serve" -> new ServeHgs();
      case "metadata" -> new ShowHgsMetadata();
      case "accept-restore" -> new AcceptHgsRestore();
      case "change-passphrase" -> new ChangeHgsPassphrase();
      case "certificate add" -> new AddHgsCertificate();
      case "certificate set-primary" -> new SetPrimaryHgsCertificate();
      case "certificate renew" -> new RenewHgsCertificate();
      case "certificate disable" -> new DisableHgsCertificate();
      case "certificate list" -> new ListHgsCertificates();
      case "host add" -> new AddHgsHost();
      case "host remove" -> new RemoveHgsHost();
      case "host list" -> new ListHgsHosts();
      case "host diff" -> DiffHgs.ofHosts();
      case "diff" -> DiffHgs.ofAll();
      case "explain" -> new ExplainHgs();
      case "policy draft" -> new DraftPolicy();
      case "policy check" -> new CheckPolicy();
      case "policy add" -> new AddPolicy();
      case "policy remove" -> new RemovePolicy();
      case "policy list" -> new ListPolicies();
      case "policy show" -> new ShowPolicy();
      case "load" -> new LoadHgs();
      default -> throw unknown(name);
    };
  }

  private static Command host(String name) {
    return switch (name) {
      case "init" -> new InitHost();
      case "configure" -> new ConfigureHost();
      case "show" -> new ShowHost();
      case "test" -> new TestHost();
      case "start" -> new StartHost();
      case "run" -> new RunHost();
      case "libvirt install" -> new InstallHook();
      case "libvirt add" -> new AddDomain();
      case "libvirt remove" -> new RemoveDomain();
      case "libvirt accept" -> new AcceptDomain();
      case "libvirt status" -> new ShowDomains();
      case "libvirt start" -> new StartDomain();
      case "libvirt hook" -> new RunDomainHook();
      default -> throw unknown(name);
    };
  }

  private static Command fleet(String name) {
    return switch (name) {
      case "init" -> new InitFleet();
      case "certificates" -> new ListFleetCertificates();
      case "check" -> new CheckFleet();
      case "availability" -> new ShowAvailability();
      case "matrix" -> new ShowMatrix();
      case "move" -> new MoveVms();
      case "retire" -> new RetireHost();
      default -> throw unknown(name);
    };
  }

  private static Command demo(String name) {
    return switch (name) {
      case "branch-office" -> new DemoBranchOffice();
      case "kvm" -> new DemoKvm();
      case "hyperv-hosts" -> new DemoHypervHosts();
      default -> throw unknown(name);
    };
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException("no command has the word " + word);
  }
}
