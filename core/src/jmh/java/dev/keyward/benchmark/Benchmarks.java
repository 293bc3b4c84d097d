package dev.keyward.benchmark;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks in rounds and prints them beside the primitives of the same run. Many short
 * iterations and rounds apart in time, of which the fastest iteration counts, in processor time:
 * what other work on the machine disturbs least.
 *
 * <p>The number of rounds is the only argument, 3 where it is missing.
 */
public final class Benchmarks {

  private static final int ITERATIONS = 15;

  private Benchmarks() {}

  /** The entrance. */
  public static void main(String[] words) throws RunnerException {
    int rounds = words.length == 0 ? 3 : Integer.parseInt(words[0]);
    Measured measured = new Measured();
    for (int round = 0; round < rounds; round++) {
      Collection<RunResult> results = new Runner(options().build()).run();
      results.forEach(measured::add);
    }
    RatioTable.of(measured).forEach(System.out::println);
  }

  private static ChainedOptionsBuilder options() {
    String[] engines = Arrays.stream(Engine.values()).map(Engine::name).toArray(String[]::new);
    return new OptionsBuilder()
        .include("dev\\.keyward\\.benchmark\\..*")
        .param("engine", engines)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .threads(1)
        .addProfiler(CpuTime.class)
        // A benchmark waits for the compiler, else a busy machine would measure half-compiled code.
        .jvmArgsAppend("-Xbatch")
        .warmupIterations(5)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.milliseconds(100))
        .shouldFailOnError(true);
  }
}
