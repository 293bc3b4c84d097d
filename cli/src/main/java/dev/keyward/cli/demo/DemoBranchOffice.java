package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** {@code demo branch-office}: the founding scenario on this machine. */
public final class DemoBranchOffice implements Command {

  private static final OptionSpec MEASURED =
      OptionSpec.flag(
          "measured", "the measured host at the end is a guest that boots, with swtpm as its TPM");

  @Override
  public Verb verb() {
    return new Verb(
        "demo",
        "branch-office",
        "",
        "play the branch-office scenario, and prove who can open what",
        List.of(DemoFolder.DIR, MEASURED, DemoKvm.KERNEL, DemoKvm.EMULATE),
        "Works in a store of its own; yours is not touched. Without --dir it deletes its files at"
            + " the end. The measured host at the end is played with recorded event logs, and no"
            + " TPM takes part. With --measured it is a guest that boots twice: with Secure Boot"
            + " on, then off. That needs what demo kvm needs, and the command says which packages"
            + " are missing.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    if (arguments.has(MEASURED.name())) {
      Path kernel = DemoKvm.kernel(arguments, session);
      boolean emulate = arguments.has(DemoKvm.EMULATE.name());
      return play(
          arguments,
          session,
          folder ->
              script ->
                  new BootedBranch(
                      session, script, DemoGuest.measured(session, folder, emulate), kernel));
    }
    for (OptionSpec option : List.of(DemoKvm.KERNEL, DemoKvm.EMULATE)) {
      if (arguments.has(option.name())) {
        throw new UsageException("--" + option.name() + " goes with --measured");
      }
    }
    return play(arguments, session, folder -> script -> new MeasuredBranch(session, script));
  }

  private static ExitCode play(
      Arguments arguments, Session session, Function<Path, BranchOffice.Measuring> measuring)
      throws KeywardException, IOException, UsageException {
    return DemoFolder.play(
        arguments,
        session,
        (folder, kept) -> new BranchOffice(session, folder, kept).play(measuring.apply(folder)));
  }
}
