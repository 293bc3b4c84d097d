package dev.keyward.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyward.cli.Until;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A headless browser that tests control over the DevTools protocol. */
final class Chromium implements AutoCloseable {

  private final Process process;
  private final DevTools tools;

  private Chromium(Process process, DevTools tools) {
    this.process = process;
    this.tools = tools;
  }

  /** The browser's program, where this machine has one. */
  static Optional<Path> find() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Starts it.
   *
   * @param folder where it may write; its own
   */
  static Chromium start(Path program, Path folder) throws Exception {
    Path profile = Files.createDirectories(folder.resolve("profile"));
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--no-first-run",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-background-networking",
            "--hide-scrollbars"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    try {
      return new Chromium(process, new DevTools(address(process, profile)));
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The browser writes its port and the path of its socket to a file when it listens. */
  private static URI address(Process process, Path profile) throws Exception {
    Path file = profile.resolve("DevToolsActivePort");
    Until.so(() -> !process.isAlive() || lines(file).size() == 2);
    if (!process.isAlive()) {
      throw new IOException("the browser does not listen");
    }
    List<String> lines = lines(file);
    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** A new tab, of this many pixels. */
  Tab tab(int width, int height) throws Exception {
    JsonNode target = tools.send("", "Target.createTarget", "{\"url\":\"about:blank\"}");
    String attach =
        "{\"flatten\":true,\"targetId\":\"" + target.get("targetId").textValue() + "\"}";
    JsonNode session = tools.send("", "Target.attachToTarget", attach);
    Tab tab = new Tab(tools, session.get("sessionId").textValue());
    tab.resize(width, height);
    return tab;
  }

  @Override
  public void close() {
    List<ProcessHandle> helpers = process.descendants().toList();
    try {
      tools.send("", "Browser.close", "{}");
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the browser did not end by itself", e);
    } finally {
      process.destroyForcibly();
      helpers.forEach(ProcessHandle::destroyForcibly);
      // What still lives would write to the profile while that is deleted.
      helpers.forEach(Chromium::awaitEnd);
    }
  }

  private static void awaitEnd(ProcessHandle helper) {
    helper.onExit().completeOnTimeout(helper, 10, TimeUnit.SECONDS).join();
  }
}
