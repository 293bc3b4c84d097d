package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.guardian.RsaEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Measures the bulk operations one after the other: about ten seconds each. */
public final class Bench {

  private final List<Operation> operations;

  /** What the measured code works with. */
  public record Tools(RsaEngine engine, SecureRandom random, Instant now) {}

  /** Is told each result as it is there. */
  public interface Listener {

    /** The next one. */
    void measured(Ratio ratio);
  }

  /**
   * Makes keys, protectors and a service to measure with.
   *
   * @param folder an empty one, with room for some hundred megabytes; whoever made it removes it
   */
  public Bench(Tools tools, Path folder) throws KeywardException, IOException {
    Materials materials = new Materials(tools, folder);
    this.operations = new ArrayList<>(new BulkOperations(materials).all());
    operations.add(ReleaseOperation.of(materials));
  }

  /** Measures all of them. */
  public List<Ratio> run(Listener listener) throws KeywardException, IOException {
    List<Ratio> ratios = new ArrayList<>();
    for (Operation operation : operations) {
      Ratio ratio = operation.measure();
      listener.measured(ratio);
      ratios.add(ratio);
    }
    return ratios;
  }
}
