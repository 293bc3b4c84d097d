package dev.keyward.benchmark;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The fastest iteration of each benchmark on each engine, in microseconds for one operation. */
final class Measured {

  private final Map<String, Double> fastest = new HashMap<>();

  void add(RunResult result) {
    String name = result.getParams().getBenchmark();
    String key = name.substring(name.lastIndexOf('.') + 1) + result.getParams().getParam("engine");
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        fastest.merge(key, iteration.getPrimaryResult().getScore(), Math::min);
      }
    }
  }

  double micros(String benchmark, Engine engine) {
    return fastest.get(benchmark + engine.name());
  }
}
