package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code hgs serve} in a thread of this process, which starts sooner than a process of its own.
 * Test-only.
 */
final class ServedHere implements AutoCloseable {

  static final String AT_A_FREE_PORT = " --listen 127.0.0.1:0";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Thread thread;

  private ServedHere(Run.Setting setting, String[] words) {
    thread = new Thread(() -> Main.run(words, setting.environment(out, err)), "hgs serve");
  }

  /** Serves that folder of the playground at a free port, and waits for the URL. */
  static ServedHere start(Playground place, String folder, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(List.of(Playground.unlocking("hgs serve " + folder + AT_A_FREE_PORT)));
    words.addAll(List.of(more));
    return start(place.setting(), words);
  }

  /** Runs these words, and waits for the URL. */
  static ServedHere start(Run.Setting setting, List<String> words) throws Exception {
    ServedHere served = new ServedHere(setting, words.toArray(String[]::new));
    served.thread.start();
    Until.so(() -> served.out().endsWith("\n") || !served.thread.isAlive());
    assertTrue(served.thread.isAlive(), served::err);
    return served;
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String url() {
    return out().replaceAll("(?s).*?(https?://[^\"\\s]*).*", "$1");
  }

  /** What it said on standard error so far. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Ends it, and waits until it has answered what had begun. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
