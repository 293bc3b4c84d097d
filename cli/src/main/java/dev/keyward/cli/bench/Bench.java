package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.OpenToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures the bulk operations one after the other. */
public final class Bench {

  private final List<Operation> operations;
  private final Pace pace;

  /** How much is measured. */
  public enum Pace {
    /** Some eight seconds an operation: figures that hold. */
    FULL(2000, 1000, 5, 400),
    /** A blink: tells that it works, not how fast. */
    QUICK(64, 20, 1, 50);

    private final int protectors;
    private final long warmUpMillis;
    private final int turns;
    private final long turnMillis;

    Pace(int protectors, long warmUpMillis, int turns, long turnMillis) {
      this.protectors = protectors;
      this.warmUpMillis = warmUpMillis;
      this.turns = turns;
      this.turnMillis = turnMillis;
    }

    int protectors() {
      return protectors;
    }

    long warmUpNanos() {
      return TimeUnit.MILLISECONDS.toNanos(warmUpMillis);
    }

    int turns() {
      return turns;
    }

    long turnNanos() {
      return TimeUnit.MILLISECONDS.toNanos(turnMillis);
    }
  }

  /** Is told each result as it is there. */
  public interface Listener {

    /** The next one. */
    void measured(Ratio ratio) throws IOException;
  }

  /**
   * Makes keys, protectors and a service to measure with.
   *
   * @param folder an empty one, with room for some hundred megabytes; whoever made it removes it
   */
  public Bench(Tools tools, Pace pace, Path folder) throws KeywardException, IOException {
    this.pace = pace;
    Materials materials = new Materials(tools, pace.protectors(), folder);
    this.operations = new ArrayList<>(new BulkOperations(materials).all());
    operations.add(ReleaseOperation.of(materials));
    operations.add(AttestationOperation.of(materials));
  }

  /** Makes two keys in a token to measure with. The token forgets them at the end. */
  public Bench(Tools tools, Pace pace, OpenToken token) throws KeywardException {
    this.pace = pace;
    this.operations = new TokenOperations(token, tools).all();
  }

  /** Measures all of them. */
  public List<Ratio> run(Listener listener) throws KeywardException, IOException {
    List<Ratio> ratios = new ArrayList<>();
    for (Operation operation : operations) {
      Ratio ratio = operation.measure(pace);
      listener.measured(ratio);
      ratios.add(ratio);
    }
    return ratios;
  }
}
