package dev.keyward.cli.fleet;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.fleet.draft.TopologyDraft;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code fleet init}: a topology to start from. */
public final class InitFleet implements Command {

  /** The file that was written, and how many machines it names. */
  @Answer.To("fleet-init")
  record Drafted(String file, int vms) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "init",
        "",
        "write a commented topology to start from, with the services and machines that are found",
        List.of(
            FleetSetting.PROTECTORS,
            Options.GUARDIANS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.many("hgs", "DIR", "a folder of hgs init, to take registered hosts from"),
            OptionSpec.many(
                "certificates",
                "PATH",
                "of Hyper-V hosts in local mode, as fleet matrix takes them"),
            Options.OUT_FILE.required(),
            Options.FORCE),
        "Protectors do not name sites, links and hosts: edit"
            + " these placeholders. With"
            + " --certificates, hosts are those that the exports of VMs name, all in local mode.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0).requiredValues("protectors");
    String out = arguments.required("out");
    Outputs outputs = new Outputs(session, arguments);
    if (session.console().json() && out.equals("-")) {
      throw new UsageException("a topology is YAML, not JSON: give --out FILE");
    }
    outputs.requireWritable(out);
    FoundMachines found = new FleetSetting(arguments, session).machines();
    List<TopologyDraft.Machine> drafted = found.machines();
    List<String> certificates = beside(out, arguments, session);
    int wanted = found.count();
    if (!certificates.isEmpty()) {
      drafted = found.onHosts();
      wanted = found.judged();
    }
    String yaml = new TopologyDraft(drafted, registered(arguments, session), certificates).encode();
    if (out.equals("-")) {
      yaml.lines().forEach(session.console()::line);
      return ExitCode.DONE;
    }
    outputs.write(out, yaml.getBytes(StandardCharsets.UTF_8));
    int machines = drafted.size();
    if (machines < wanted) {
      session
          .console()
          .warning(
              Text.count((long) wanted - machines, "protector")
                  + " left out: a topology cannot have their names, or nothing tells them apart");
    }
    report(session, new Drafted(out, machines));
    return ExitCode.DONE;
  }

  /** The paths of certificates as the topology names them. */
  private static List<String> beside(String out, Arguments arguments, Session session)
      throws IOException, UsageException {
    Path here = session.path(out.equals("-") ? "topology.yaml" : out).toAbsolutePath().normalize();
    List<String> paths = new ArrayList<>();
    for (String value : arguments.values("certificates")) {
      Path path = session.path(value).toAbsolutePath().normalize();
      if (Files.notExists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      boolean near =
          Optional.ofNullable(here.getRoot()).equals(Optional.ofNullable(path.getRoot()));
      Path folder = Optional.ofNullable(here.getParent()).orElse(here);
      paths.add((near ? folder.relativize(path) : path).toString());
    }
    return paths;
  }

  /** The hosts that each service has registered. */
  private static Map<String, Set<String>> registered(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Map<String, Set<String>> registered = new LinkedHashMap<>();
    for (String folder : arguments.values("hgs")) {
      HgsDescription service = HgsFolder.at(session.path(folder), session.random()).describe();
      Set<String> hosts = new HashSet<>();
      service.hosts().forEach(host -> hosts.add(host.name().toString()));
      registered.put(service.name().toString(), hosts);
    }
    return registered;
  }

  private static void report(Session session, Drafted drafted) {
    if (session.console().json()) {
      session.console().json("fleet-init", drafted);
    } else {
      session
          .console()
          .note(
              "wrote "
                  + drafted.file()
                  + " with "
                  + Text.count(drafted.vms(), "machine")
                  + "; edit it");
    }
  }
}
