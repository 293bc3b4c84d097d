package dev.keyward.cli.pages;

import dev.keyward.cli.Main;
import dev.keyward.cli.Seeded;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Environment.Streams;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs commands of a page in the process of the test, which is warm: a process for each costs ten
 * times as much. Bash types them as the page shows them; a script of the name {@code keyward} hands
 * them on, with their folder and their variables, and prints what comes back.
 */
final class WarmKeyward implements AutoCloseable {

  private static final int MOST_AT_ONCE = 50;

  /** Gives each byte of what was printed a letter of its own. */
  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger commands = new AtomicInteger();

  private WarmKeyward(ServerSocket door) {
    this.door = door;
  }

  static WarmKeyward start() throws IOException {
    WarmKeyward warm =
        new WarmKeyward(new ServerSocket(0, MOST_AT_ONCE, InetAddress.getLoopbackAddress()));
    warm.threads.execute(warm::listen);
    return warm;
  }

  /** How many commands ran in this process. */
  int commands() {
    return commands.get();
  }

  /**
   * Writes the script of one page.
   *
   * @param bin a folder for it, which comes first in the page's {@code PATH}
   * @param launcher runs a command in a process of its own
   * @param launchesFirst whether the page's first command has such a process
   */
  void install(Path bin, Path launcher, boolean launchesFirst) throws IOException {
    Path script = Files.createDirectory(bin).resolve("keyward");
    if (!launchesFirst) {
      Files.createFile(bin.resolve("begun"));
    }
    try (InputStream rest = WarmKeyward.class.getResourceAsStream("/pages/keyward")) {
      Files.writeString(
          script,
          "#!/usr/bin/env bash\nlauncher='"
              + launcher
              + "' port="
              + door.getLocalPort()
              + "\n"
              + new String(rest.readAllBytes(), StandardCharsets.UTF_8));
    }
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + " cannot be made a program");
    }
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        threads.execute(() -> answer(caller));
      } catch (IOException e) {
        // The door was closed, which ends the loop.
      }
    }
  }

  /** A caller that gets no answer prints nothing and fails, so its page differs. */
  private void answer(Socket caller) {
    try (caller) {
      InputStream in = new BufferedInputStream(caller.getInputStream());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      boolean together = text(in).equals("together");
      Path folder = Path.of(text(in));
      int exit =
          run(folder, in, Streams.piped(InputStream.nullInputStream(), out, together ? out : err));
      commands.incrementAndGet();
      OutputStream back = caller.getOutputStream();
      byte[] first = asTyped(out, folder);
      byte[] second = asTyped(err, folder);
      back.write((exit + " " + first.length + " " + second.length + "\n").getBytes(BYTES));
      back.write(first);
      back.write(second);
    } catch (IOException e) {
      // The caller was ended.
    }
  }

  /** This process stays in its own folder, so it names some files with the whole path to them. */
  private static byte[] asTyped(ByteArrayOutputStream printed, Path folder) {
    return printed.toString(BYTES).replace(folder + "/", "").getBytes(BYTES);
  }

  private static int run(Path folder, InputStream in, Streams streams) throws IOException {
    String[] words = new String[Integer.parseInt(text(in))];
    for (int i = 0; i < words.length; i++) {
      words[i] = text(in);
    }
    Map<String, String> variables = new HashMap<>();
    for (String pair = text(in); !pair.isEmpty(); pair = text(in)) {
      int split = pair.indexOf('=');
      variables.put(pair.substring(0, split), pair.substring(split + 1));
    }
    Path home = Path.of(variables.get("HOME"));
    Clock clock = Clock.systemUTC();
    return Main.run(
        words,
        new Environment(
            streams, variables, folder, home, Optional.empty(), clock, Seeded.random()));
  }

  /** What comes before the next zero. */
  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int next = in.read(); next > 0; next = in.read()) {
      text.write(next);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
