package dev.keyward.cli.audit;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.Shard;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Console;
import dev.keyward.file.PendingFile;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** {@code audit --shard}: one share of an audit, written for {@code audit merge}. */
final class AuditShare {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");

  private static final int BUFFER = 1 << 16;

  private final Arguments arguments;
  private final Session session;
  private final Shard shard;
  private final String target;

  AuditShare(Arguments arguments, Session session) throws UsageException {
    arguments.refuse("shard", "report", "fail-on", "init-policy", "sums", "baseline");
    AuditStyle.refuse(arguments, "shard");
    this.arguments = arguments;
    this.session = session;
    this.shard = shard(arguments.required("shard"));
    this.target = arguments.value("out").orElse("-");
    if (!arguments.has("now")) {
      throw new UsageException(
          "--shard needs --now", "all shards need the same time, such as --now " + now());
    }
  }

  private String now() {
    return session.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Shard shard(String text) throws UsageException {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int number = Integer.parseInt(form.group(1));
      int of = Integer.parseInt(form.group(2));
      if (number <= of && of <= Shard.MOST) {
        return new Shard(number, of);
      }
    }
    throw new UsageException(
        "--shard is \"" + text + "\", expected I/N with I from 1 to N and N at most " + Shard.MOST);
  }

  /** What cannot be read is a finding that the merge tells; here it is no failure. */
  ExitCode run() throws KeywardException, IOException, UsageException {
    AuditSetting setting = AuditSetting.of(arguments, session);
    Console console = session.console();
    long results;
    try (AuditOutputs outputs = new AuditOutputs(arguments, session, "out")) {
      if (target.equals("-")) {
        setting.audit(shard, console.resultOut(), outputs, console);
        return ExitCode.DONE;
      }
      try (PendingFile file = new PendingFile(session.path(target), arguments.has("force"))) {
        results =
            target.endsWith(".gz")
                ? packed(setting, file, outputs)
                : setting.audit(shard, file.stream(), outputs, console);
        file.commit();
      }
    }
    console.note("wrote shard " + shard + " to " + target + ": " + Text.count(results, "result"));
    return ExitCode.DONE;
  }

  private long packed(AuditSetting setting, PendingFile file, AuditOutputs outputs)
      throws IOException {
    GZIPOutputStream out = new GZIPOutputStream(file.stream(), BUFFER);
    long results = setting.audit(shard, out, outputs, session.console());
    out.finish();
    out.flush();
    return results;
  }
}
