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
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsDifference;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsNumber;
import java.io.IOException;
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
        "tell in what two services differ: hosts by key, certificates, enabled and primary",
        List.of(),
        "Exit code 1 where they differ. A host that is to fall back from one service to the other"
            + " must be registered with both. Two nodes of one service must be equal in"
            + " everything, also in their numbers: each change of a folder adds one to its number,"
            + " and a copy keeps the number."
            + " 'hgs diff' and 'hgs host diff' do the same. Needs no passphrase. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    Node left = node(arguments, session, 0);
    Node right = node(arguments, session, 1);
    HgsDifference difference = HgsDifference.of(left.service(), right.service());
    boolean isSame = difference.isNone() && !left.hasOtherNumber(right);
    if (session.console().json()) {
      session.console().json(schema, answer(arguments, difference, new Numbers(left, right)));
    } else {
      print(difference, session.console());
      if (left.hasOtherNumber(right)) {
        int there = right.number().value();
        session.console().line("~ number " + left.number().value() + " is " + there + " there");
      }
      if (isSame) {
        session.console().note("both are the same: " + left.counts());
      }
    }
    if (left.isApart(right)) {
      session
          .console()
          .note(
              "both have number "
                  + left.number().value()
                  + ", but each was changed without the other: copy one folder over the other");
    }
    return isSame ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  /** A service, and which state of it that is. */
  private record Node(HgsDescription service, HgsNumber number) {

    String counts() {
      return Words.count(service.hosts().size(), "host")
          + ", "
          + Words.count(service.certificates().size(), "certificate");
    }

    /** Whether both are nodes of one service, as far as keys tell. */
    private boolean isOf(HgsDescription other) {
      return service.certificates().stream()
          .anyMatch(each -> other.sameKey(each.use(), each.certificate()).isPresent());
    }

    boolean hasOtherNumber(Node other) {
      return isOf(other.service()) && number.value() != other.number().value();
    }

    boolean isApart(Node other) {
      return isOf(other.service())
          && number.isCounted()
          && number.value() == other.number().value()
          && !number.manifest().equals(other.number().manifest());
    }
  }

  /** The numbers of both. */
  private record Numbers(Node left, Node right) {

    boolean isSame() {
      return !left.hasOtherNumber(right);
    }
  }

  private static Node node(Arguments arguments, Session session, int operand)
      throws KeywardException, IOException, UsageException {
    HgsFolder folder = HgsFolder.at(arguments.operandPath(operand), session.random());
    return new Node(folder.describe(), folder.number());
  }

  private static HgsAnswer.Difference answer(
      Arguments arguments, HgsDifference difference, Numbers numbers) throws UsageException {
    List<HgsDifference.Pair<RegisteredHost>> hosts = difference.hosts();
    return new HgsAnswer.Difference(
        arguments.operand(0),
        arguments.operand(1),
        difference.isNone() && numbers.isSame(),
        hosts.stream().flatMap(each -> each.left().stream()).map(HgsAnswer.Host::of).toList(),
        hosts.stream().flatMap(each -> each.right().stream()).map(HgsAnswer.Host::of).toList(),
        Optional.of(difference.certificates().stream().map(HgsAnswer.CertificatePair::of).toList()),
        counted(numbers.left()),
        counted(numbers.right()));
  }

  private static Optional<Integer> counted(Node node) {
    return Optional.of(node.number()).filter(HgsNumber::isCounted).map(HgsNumber::value);
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
