package dev.keyward.cli.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
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

  static Progress bar(String what, long total, OutputStream target, Charset charset) {
    PrintStream stream = new PrintStream(target, true, charset);
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
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
