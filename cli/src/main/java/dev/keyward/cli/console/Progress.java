package dev.keyward.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far long work has come: a bar, or nothing. May be used by several threads. */
public final class Progress implements AutoCloseable {

  private static final int COLUMNS = 78;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  static Progress silent() {
    return new Progress(Optional.empty());
  }

  /** What a bar counts. For bytes it is the largest unit that the total has at least ten of. */
  private enum Unit {
    COUNT("", 1),
    BYTES(" B", 1),
    KIB(" KiB", 1L << 10),
    MIB(" MiB", 1L << 20),
    GIB(" GiB", 1L << 30);

    private static final int LEAST = 10;

    private final String label;
    private final long size;

    Unit(String label, long size) {
      this.label = label;
      this.size = size;
    }

    static Unit ofBytes(long total) {
      Unit best = BYTES;
      for (Unit unit : List.of(KIB, MIB, GIB)) {
        if (total >= LEAST * unit.size) {
          best = unit;
        }
      }
      return best;
    }
  }

  static Progress ofBytes(String what, long total, PrintStream stream) {
    return bar(what, total, Unit.ofBytes(total), stream);
  }

  static Progress counting(String what, PrintStream stream) {
    return bar(what, -1, Unit.COUNT, stream);
  }

  private static Progress bar(String what, long total, Unit unit, PrintStream stream) {
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setUnit(unit.label, unit.size)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(stream, COLUMNS))
                .build()));
  }

  /** One more step is done. */
  public void step() {
    bar.ifPresent(ProgressBar::step);
  }

  /** {@code count} more steps are done. */
  public void stepBy(long count) {
    bar.ifPresent(shown -> shown.stepBy(count));
  }

  /** Ends the line of the bar. */
  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
