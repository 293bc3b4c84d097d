package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.bench.Bench;
import dev.keyward.cli.bench.Ratio;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.RsaEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code bench}: how near bulk work comes to what this machine's processor allows. */
public final class RunBench implements Command {

  private static final String ROW = "%-22s %-30s %9s %9s %6s %7s";
  private static final double HUNDREDTHS = 100;

  @Override
  public Verb verb() {
    return new Verb(
        "bench",
        "",
        "",
        "measure bulk work beside the RSA operations and hashes it is made of, on this machine",
        List.of(OptionSpec.flag("jdk", "with the JDK's own RSA, also where a faster one is there")),
        "Takes under a minute and all cores, with new keys of 2048 bits and three wrappings. Both"
            + " are measured in turns: ratios can be compared between machines, rates cannot.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    RsaEngine engine = arguments.has("jdk") ? RsaEngine.jdk() : RsaEngine.fastest();
    Console console = session.console();
    console.note("measuring with " + engine.description() + "; other work on the machine disturbs");
    try (TemporaryFolder folder = new TemporaryFolder("keyward-bench-")) {
      Bench.Tools tools = new Bench.Tools(engine, session.random(), session.now());
      Bench bench = new Bench(tools, folder.path());
      if (console.json()) {
        console.json("bench", json(engine, bench.run(ratio -> {})));
        return ExitCode.DONE;
      }
      console.line(text("operation", "its limit", "ours/s", "limit/s", "ratio", "target"));
      bench.run(ratio -> console.line(line(ratio)));
    }
    return ExitCode.DONE;
  }

  private static String line(Ratio ratio) {
    return text(
        ratio.name(),
        ratio.limit(),
        String.format(Locale.ROOT, "%.0f", ratio.ours()),
        String.format(Locale.ROOT, "%.0f", ratio.possible()),
        String.format(Locale.ROOT, "%.2f", ratio.ratio()),
        String.format(Locale.ROOT, "%.2f", ratio.target()));
  }

  private static String text(String... cells) {
    return String.format(Locale.ROOT, ROW, (Object[]) cells);
  }

  private static Map<String, Object> json(RsaEngine engine, List<Ratio> ratios) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rsa", engine.description());
    json.put("java", System.getProperty("java.version"));
    json.put("cores", Runtime.getRuntime().availableProcessors());
    List<Map<String, Object>> operations = new ArrayList<>();
    for (Ratio ratio : ratios) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("operation", ratio.name());
      each.put("limitOf", ratio.limit());
      each.put("perSecond", rounded(ratio.ours()));
      each.put("limitPerSecond", rounded(ratio.possible()));
      each.put("ratio", rounded(ratio.ratio()));
      each.put("target", ratio.target());
      operations.add(each);
    }
    json.put("operations", operations);
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
  }
}
