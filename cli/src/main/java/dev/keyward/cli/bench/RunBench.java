package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.cli.console.Console;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bench}: how near Keyward comes to what this machine's processor and Java allow. */
public final class RunBench implements Command {

  private static final int ROUNDS = 9;

  @Override
  public Verb verb() {
    return new Verb(
        "bench",
        "",
        "",
        "measure bulk work on this machine, and compare it with"
            + " the RSA operations and hashes that it needs",
        TokenOptions.using(
            List.of(
                OptionSpec.flag(
                    "start",
                    "measure whole commands, and compare them with a bare"
                        + " Java and other tools"),
                OptionSpec.flag("jdk", "with the JDK's own RSA, even if a faster one is installed"),
                OptionSpec.flag(
                    "quick", "check that the measurement works; the numbers mean nothing"))),
        """
        Takes about a minute, all cores and some hundred megabytes of the folder for temporary
        files, with new keys of 2048 bits and three wrappings. Keyward measures its work and the
        limit in turns. If openssl is installed, Keyward also compares the work with the RSA
        operations of openssl. You can compare ratios between machines, but not rates. With
        --pkcs11 it measures new keys in a token, which the token forgets at the end.\
        """);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    if (arguments.has("start")) {
      arguments.refuse("start", "jdk", "pkcs11");
      requireLauncher();
    }
    session.console().note("other work on the machine disturbs what is measured");
    try (TemporaryFolder folder = new TemporaryFolder("keyward-bench-")) {
      if (arguments.has("start")) {
        starts(folder.path(), arguments.has("quick") ? 1 : ROUNDS, session);
      } else {
        ratios(folder.path(), arguments, session);
      }
    }
    return ExitCode.DONE;
  }

  private static void ratios(Path folder, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    RsaEngine engine = arguments.has("jdk") ? RsaEngine.jdk() : RsaEngine.fastest();
    Bench.Pace pace = arguments.has("quick") ? Bench.Pace.QUICK : Bench.Pace.FULL;
    Tools tools = new Tools(engine, session.random(), session::now);
    TokenOptions options = new TokenOptions(arguments, session);
    if (options.isGiven()) {
      OpenToken token = options.token();
      show(session, token.place(), new Bench(tools, pace, token), Map.of());
    } else {
      // The quick run is one of the bench, and not of other programs.
      Map<String, String> openssl =
          arguments.has("quick") ? Map.of() : session.environment().variables();
      show(session, engine.description(), new Bench(tools, pace, folder), openssl);
    }
  }

  private static void show(
      Session session, String rsa, Bench bench, Map<String, String> opensslVariables)
      throws KeywardException, IOException {
    Console console = session.console();
    boolean json = console.json();
    if (!json) {
      console.line(rsa + ", Java " + java() + ", " + Text.count(cores(), "core"));
      console.line(BenchView.ratioHead());
    }
    // Between the operations: what slows the machine meanwhile slows both.
    List<OpensslSpeed> openssl = new ArrayList<>();
    OpensslSpeed.measure(opensslVariables).ifPresent(openssl::add);
    List<Ratio> ratios =
        bench.run(
            ratio -> {
              if (!json) {
                console.line(BenchView.text(ratio));
              }
              OpensslSpeed.measure(opensslVariables).ifPresent(openssl::add);
            });
    List<Ratio> beside = OpensslSpeed.beside(openssl, ratios);
    if (json) {
      console.json("bench", BenchView.ratios(machine(), rsa, ratios, beside));
    } else {
      beside.forEach(ratio -> console.line(BenchView.text(ratio)));
    }
  }

  private static void starts(Path folder, int rounds, Session session)
      throws IOException, UsageException {
    String path = session.environment().variables().getOrDefault("PATH", "");
    List<Start> starts = new StartBench(Path.of(requireLauncher()), folder, path).run(rounds);
    Console console = session.console();
    if (console.json()) {
      console.json("bench", BenchView.starts(machine(), starts));
      return;
    }
    console.line("Java " + java() + ", " + Text.count(cores(), "core"));
    console.line(BenchView.startHead());
    starts.forEach(start -> console.line(BenchView.text(start)));
  }

  private static String requireLauncher() throws UsageException {
    String launcher = System.getProperty("keyward.launcher", "");
    if (launcher.isEmpty()) {
      throw new UsageException("--start works where bin/keyward started this");
    }
    return launcher;
  }

  private static BenchView.Machine machine() {
    return new BenchView.Machine(java(), cores());
  }

  private static String java() {
    return System.getProperty("java.version");
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
