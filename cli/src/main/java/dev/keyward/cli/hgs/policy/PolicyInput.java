package dev.keyward.cli.hgs.policy;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import dev.keyward.tpm.policy.MeasuredPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files that verbs of policies are given. */
record PolicyInput(Arguments arguments, Session session) {

  static final OptionSpec COMMAND_LINE =
      OptionSpec.value(
          "command-line",
          "FILE",
          "the host's /proc/cmdline, used only if the log measures exactly that text");

  private static final int MOST_POLICY = 1 << 20;
  private static final int MOST_LINE = 16 << 10;

  /** A recorded log, and what it shows. */
  MeasuredBoot boot(String file) throws KeywardException, IOException, UsageException {
    EventLog log = EventLog.read(content(file, EventLog.MOST_BYTES), file);
    Optional<String> line = arguments.value("command-line");
    if (line.isEmpty()) {
      return MeasuredBoot.recorded(log, Optional.empty());
    }
    String text = new String(content(line.get(), MOST_LINE), StandardCharsets.UTF_8);
    return MeasuredBoot.recorded(log, Optional.of(text.strip()));
  }

  MeasuredPolicy policy(String file) throws KeywardException, IOException, UsageException {
    return MeasuredPolicy.parse(content(file, MOST_POLICY), file);
  }

  private byte[] content(String file, int most)
      throws KeywardException, IOException, UsageException {
    return file.equals("-")
        ? SafeFiles.readAtMost(session.console().stdin(), most, "stdin")
        : SafeFiles.readAtMost(session.path(file), most);
  }
}
