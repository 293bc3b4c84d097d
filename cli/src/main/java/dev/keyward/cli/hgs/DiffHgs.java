package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.report.Words;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsDifference;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.hgs.description.HgsState;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code hgs diff}: whether two services are the same. */
public final class DiffHgs implements Command {

  private final String name;
  private final String schema;

  private DiffHgs(String name, String schema) {
    this.name = name;
    this.schema = schema;
  }

  /** Under its own name. */
  public static DiffHgs ofAll() {
    return new DiffHgs("diff", "hgs-diff");
  }

  /** Under the name that it had when it compared hosts alone. */
  public static DiffHgs ofHosts() {
    return new DiffHgs("host diff", "hgs-host-diff");
  }

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        name,
        "DIR DIR",
        "list the differences between two services: hosts, certificates and policies",
        List.of(),
        "The exit code is 1 if they differ. A host that is to fall back from one service to the other"
            + " must be registered with both. Two nodes of one service must be equal in"
            + " everything, also in their numbers: each change of a folder adds one to its number,"
            + " and a copy keeps the number."
            + " 'hgs diff' and 'hgs host diff' do the same. The command needs no passphrase. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    Nodes nodes = new Nodes(node(arguments, session, 0), node(arguments, session, 1));
    HgsDifference difference = nodes.difference();
    boolean isSame = nodes.areAlike(difference) && !nodes.haveOtherNumbers();
    int number = nodes.left().number().value();
    if (session.console().json()) {
      session.console().json(schema, answer(arguments, nodes, difference, isSame));
    } else {
      print(difference, session.console());
      printMeasuring(nodes, session.console());
      if (nodes.haveOtherNumbers()) {
        int there = nodes.right().number().value();
        session.console().line("~ number " + number + " is " + there + " there");
      }
      if (isSame) {
        session.console().note("both are the same: " + nodes.counts());
      }
    }
    if (nodes.areApart()) {
      session
          .console()
          .note(
              "both have number "
                  + number
                  + ", but each was changed without the other: copy one folder over the other");
    }
    return isSame ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  /** A service with its policies. */
  private record Node(HgsState state, List<HgsPolicy> policies) {

    HgsDescription description() {
      return state.description();
    }

    HgsNumber number() {
      return state.number();
    }

    AttestationKind kind() {
      return description().measuring().kind();
    }
  }

  /** Two services, which are perhaps nodes of one. */
  private record Nodes(Node left, Node right) {

    HgsDifference difference() {
      return HgsDifference.of(left.description(), right.description());
    }

    List<HgsDifference.Pair<HgsPolicy>> policies() {
      return HgsDifference.policies(left.policies(), right.policies());
    }

    boolean attestAlike() {
      return left.kind() == right.kind();
    }

    boolean areAlike(HgsDifference difference) {
      return difference.isNone() && policies().isEmpty() && attestAlike();
    }

    /** What the first has. */
    String counts() {
      HgsDescription service = left.description();
      return Words.count(service.hosts().size(), "host")
          + ", "
          + Words.count(service.certificates().size(), "certificate")
          + (left.policies().isEmpty()
              ? ""
              : ", "
                  + left.policies().size()
                  + (left.policies().size() == 1 ? " policy" : " policies"));
    }

    /** Whether both are nodes of one service, as far as keys tell. */
    private boolean areOfOneService() {
      return left.description().certificates().stream()
          .anyMatch(
              each -> right.description().sameKey(each.use(), each.certificate()).isPresent());
    }

    boolean haveOtherNumbers() {
      return areOfOneService() && left.number().value() != right.number().value();
    }

    boolean areApart() {
      return areOfOneService()
          && left.number().isCounted()
          && left.number().value() == right.number().value()
          && !left.number().manifest().equals(right.number().manifest());
    }
  }

  private static Node node(Arguments arguments, Session session, int operand)
      throws KeywardException, IOException, UsageException {
    Path folder = arguments.operandPath(operand);
    HgsState state = HgsFolder.at(folder, session.random()).state();
    return new Node(state, new HgsPolicies(folder, session.random()).list());
  }

  private static HgsAnswer.Difference answer(
      Arguments arguments, Nodes nodes, HgsDifference difference, boolean isSame)
      throws UsageException {
    List<HgsDifference.Pair<RegisteredHost>> hosts = difference.hosts();
    return new HgsAnswer.Difference(
        arguments.operand(0),
        arguments.operand(1),
        isSame,
        hosts.stream().flatMap(each -> each.left().stream()).map(HgsAnswer.Host::of).toList(),
        hosts.stream().flatMap(each -> each.right().stream()).map(HgsAnswer.Host::of).toList(),
        Optional.of(difference.certificates().stream().map(HgsAnswer.CertificatePair::of).toList()),
        Optional.of(nodes.policies().stream().map(HgsAnswer.PolicyPair::of).toList())
            .filter(pairs -> !pairs.isEmpty()),
        Optional.of(new HgsAnswer.KindPair(nodes.left().kind().word(), nodes.right().kind().word()))
            .filter(kinds -> !nodes.attestAlike()),
        counted(nodes.left().number()),
        counted(nodes.right().number()));
  }

  private static Optional<Integer> counted(HgsNumber number) {
    return Optional.of(number).filter(HgsNumber::isCounted).map(HgsNumber::value);
  }

  private static void print(HgsDifference difference, Console console) {
    for (HgsDifference.Pair<RegisteredHost> each : difference.hosts()) {
      if (each.isOfBoth()) {
        console.line(
            "~ " + HgsView.line(each.left().get()) + " is " + each.right().get().name() + " there");
      } else {
        each.left().ifPresent(host -> console.line("- " + HgsView.line(host)));
        each.right().ifPresent(host -> console.line("+ " + HgsView.line(host)));
      }
    }
    for (HgsDifference.Pair<HgsCertificate> each : difference.certificates()) {
      Stream.of(each.left().map(one -> line("-", one)), each.right().map(one -> line("+", one)))
          .flatMap(Optional::stream)
          .forEach(console::line);
    }
  }

  private static void printMeasuring(Nodes nodes, Console console) {
    if (!nodes.attestAlike()) {
      console.line(
          "~ attests " + nodes.left().kind().word() + ", there " + nodes.right().kind().word());
    }
    for (HgsDifference.Pair<HgsPolicy> each : nodes.policies()) {
      Stream.of(
              each.left().map(policy -> line("-", policy)),
              each.right().map(policy -> line("+", policy)))
          .flatMap(Optional::stream)
          .forEach(console::line);
    }
  }

  private static String line(String sign, HgsPolicy policy) {
    return sign + " policy " + policy.name() + " " + policy.digest();
  }

  /** A certificate of both is told twice, as each has it. */
  private static String line(String sign, HgsCertificate certificate) {
    return String.join(
        " ",
        sign,
        certificate.use().word(),
        certificate.state().word(),
        certificate.certificate().thumbprint().toString(),
        Certificates.line(certificate.certificate()));
  }
}
