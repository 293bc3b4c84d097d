package dev.keyward.cli.report.matrix;

import dev.keyward.cli.console.Answer;
import dev.keyward.fleet.matrix.Backup;
import java.util.List;

/** What a backup holds for a machine, as programs read it. */
public record KeptAnswer(Backup.Half signing, Backup.Half encryption, List<String> files)
    implements Answer {

  /** Of this. */
  public static KeptAnswer of(Backup.Holding holding) {
    return new KeptAnswer(holding.signing(), holding.encryption(), holding.files());
  }
}
