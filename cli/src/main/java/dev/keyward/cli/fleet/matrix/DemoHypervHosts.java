package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.ArgumentParser;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.demo.DemoFolder;
import dev.keyward.cli.report.matrix.MatrixContent;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.fleet.plan.MovePlan;
import dev.keyward.fleet.plan.PlanStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code demo hyperv-hosts}: a matrix, a plan for a move, and the matrix after it. */
public final class DemoHypervHosts implements Command {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final String CLUSTER = "HV1+HV2";

  /** How the whole went. */
  @Answer.To("demo-hyperv-hosts")
  record Played(boolean asExpected, List<Step> steps) implements Answer {}

  /** What came of a step. */
  record Step(String step, List<String> errors, boolean asExpected) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "demo",
        "hyperv-hosts",
        "",
        "play three Hyper-V hosts without an HGS, and move VMs between them",
        List.of(DemoFolder.DIR),
        "Needs no store and no host. Without --dir it deletes its files at the end.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return DemoFolder.play(arguments.exactly(0), session, (folder, kept) -> play(session, folder));
  }

  private static ExitCode play(Session session, Path folder)
      throws KeywardException, IOException, UsageException {
    new DemoHosts(session, folder).make();
    say(
        session,
        "HV1 and HV2 are a cluster, HV3 is in no cluster; HV0 was replaced last year.",
        "");
    Step before =
        matrix(
            session,
            folder,
            DemoHosts.CERTIFICATES,
            List.of("no-host-starts: old-01", "cluster-node-cannot-start: web-01 web-02 web-03"));
    plan(session, folder);
    say(session, "", "After these steps you collect the certificates again.", "");
    Step after = matrix(session, folder, DemoHosts.AFTER, List.of("no-host-starts: old-01"));
    boolean right = before.asExpected() && after.asExpected();
    if (session.console().json()) {
      session.console().json("demo-hyperv-hosts", new Played(right, List.of(before, after)));
    }
    return right ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static void say(Session session, String... lines) {
    if (!session.console().json()) {
      List.of(lines).forEach(session.console()::line);
    }
  }

  private static Step matrix(
      Session session, Path folder, String certificates, List<String> expected)
      throws KeywardException, IOException, UsageException {
    String typed =
        "fleet matrix "
            + DemoHosts.VMS
            + " --certificates "
            + certificates
            + " --clusters "
            + CLUSTER;
    say(session, "$ keyward " + typed);
    List<String> words =
        List.of(
            folder.resolve(DemoHosts.VMS).toString(),
            "--certificates",
            folder.resolve(certificates).toString(),
            "--clusters",
            CLUSTER);
    Arguments arguments = new ArgumentParser(new ShowMatrix().verb()).parse(words, folder);
    MatrixContent content = ShowMatrix.content(arguments, session, YEAR);
    say(session, new MatrixText(content).lines().toArray(String[]::new));
    List<String> errors =
        content.findings().stream()
            .filter(each -> each.located().finding().severity().code().equals("error"))
            .map(DemoHypervHosts::shown)
            .toList();
    return new Step(typed, errors, errors.equals(expected));
  }

  private static String shown(MatrixFinding each) {
    return each.code().code() + ": " + String.join(" ", each.located().vms());
  }

  private static void plan(Session session, Path folder)
      throws KeywardException, IOException, UsageException {
    List<String> vms = List.of("web-01", "web-02", "web-03");
    List<String> words = new ArrayList<>(vms);
    words.addAll(
        List.of(
            "--to",
            "HV2",
            "--vms",
            folder.resolve(DemoHosts.VMS).toString(),
            "--certificates",
            folder.resolve(DemoHosts.CERTIFICATES).toString()));
    Arguments arguments = new ArgumentParser(new MoveVms().verb()).parse(words, folder);
    PlanSetting setting = PlanSetting.read(arguments, session, "HV2");
    List<PlanStep> steps =
        MovePlan.of(setting.matrix(), setting.host(), setting.machines(vms), Optional.empty());
    say(
        session,
        "",
        "$ keyward fleet move web-01 web-02 web-03 --to HV2 --vms "
            + DemoHosts.VMS
            + " --certificates "
            + DemoHosts.CERTIFICATES);
    say(session, PlanText.steps(steps).toArray(String[]::new));
  }
}
