package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.folder.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.RegisteredHost;
import java.io.IOException;
import java.util.List;

/** {@code hgs host diff}: whether two services know the same hosts. */
public final class DiffHgsHosts implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host diff",
        "DIR DIR",
        "tell which hosts only one of two services knows, by that name and key",
        List.of(),
        "Exit code 1 where they differ. A host that is to fall back from one service to the other"
            + " must be registered with both. Needs no passphrase. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    HgsDescription left = describe(arguments, session, 0);
    HgsDescription right = describe(arguments, session, 1);
    List<RegisteredHost> onlyLeft = missing(left, right);
    List<RegisteredHost> onlyRight = missing(right, left);
    boolean same = onlyLeft.isEmpty() && onlyRight.isEmpty();
    if (session.console().json()) {
      HgsAnswer.Difference difference =
          new HgsAnswer.Difference(
              arguments.operand(0),
              arguments.operand(1),
              same,
              HgsAnswer.Host.all(onlyLeft),
              HgsAnswer.Host.all(onlyRight));
      session.console().json("hgs-host-diff", difference);
    } else {
      onlyLeft.forEach(host -> session.console().line("- " + HgsView.line(host)));
      onlyRight.forEach(host -> session.console().line("+ " + HgsView.line(host)));
      if (same) {
        session.console().note("both know the same hosts: " + left.hosts().size());
      }
    }
    return same ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static HgsDescription describe(Arguments arguments, Session session, int operand)
      throws KeywardException, IOException, UsageException {
    return HgsFolder.at(arguments.operandPath(operand), session.random()).describe();
  }

  private static List<RegisteredHost> missing(HgsDescription from, HgsDescription in) {
    return from.hosts().stream().filter(host -> !in.hosts().contains(host)).toList();
  }
}
