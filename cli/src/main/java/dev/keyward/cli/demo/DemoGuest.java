package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.AttachedProgram;
import dev.keyward.cli.base.program.PassedSignals;
import dev.keyward.cli.base.program.Program;
import dev.keyward.cli.host.RunSession;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.RunningMachine;
import dev.keyward.host.run.Survivors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A guest that boots: its scripts, the disk that it boots from, and how it is started. The scripts
 * are the ones that a user takes too.
 */
final class DemoGuest {

  private static final List<String> SCRIPTS = List.of("build", "accel", "boot");

  /** Where {@code build} looks for the only program of a guest. */
  private static final String INIT = "init";

  private static final String KVM = "kvm";
  private static final String EMULATION = "tcg";

  private final Session session;
  private final Path folder;
  private final Path scripts;
  private final String accelerator;

  private DemoGuest(Session session, Path folder, Path scripts, String accelerator) {
    this.session = session;
    this.folder = folder;
    this.scripts = scripts;
    this.accelerator = accelerator;
  }

  /**
   * Writes its scripts, and finds out whether KVM works here.
   *
   * @param emulate whether KVM is not wanted
   */
  static DemoGuest create(Session session, Path folder, boolean emulate)
      throws KeywardException, IOException {
    return create(session, folder, emulate, INIT);
  }

  /** The same of a guest that answers what {@link GuestLine} asks its TPM. */
  static DemoGuest measured(Session session, Path folder, boolean emulate)
      throws KeywardException, IOException {
    return create(session, folder, emulate, "measured-init");
  }

  private static DemoGuest create(Session session, Path folder, boolean emulate, String init)
      throws KeywardException, IOException {
    Path scripts = Files.createDirectory(folder.resolve("guest"));
    for (String script : SCRIPTS) {
      write(scripts, script, script);
    }
    write(scripts, INIT, init);
    String accelerator = emulate ? EMULATION : accelerator(session, scripts);
    return new DemoGuest(session, folder, scripts, accelerator);
  }

  private static void write(Path scripts, String name, String resource)
      throws KeywardException, IOException {
    byte[] text = resource(resource).getBytes(StandardCharsets.UTF_8);
    SafeFiles.write(scripts.resolve(name), text, false, false);
  }

  private static String accelerator(Session session, Path scripts) throws IOException {
    String answer = script(session, List.of(scripts.resolve("accel").toString())).lastLine();
    if (answer.equals(KVM)) {
      return KVM;
    }
    session.console().note(answer);
    session
        .console()
        .note("the guest boots under software emulation: each of its boots takes a minute");
    return EMULATION;
  }

  /** A file of this package's, as text. */
  static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DemoGuest.class.getResourceAsStream("guest/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static AttachedProgram.Ended script(Session session, List<String> words)
      throws IOException {
    return Program.require(session.environment().variables(), "sh", "dash").run(words);
  }

  Path folder() {
    return folder;
  }

  /** Builds the disk that it boots from. */
  void build(Path kernel) throws IOException {
    String script = scripts.resolve("build").toString();
    script(session, List.of(script, scripts.toString(), kernel.toString())).requireSuccess(script);
  }

  /** Boots it without Keyward, on parts that lie in a folder; what it said last. */
  String boot(Path parts, GuestPlace place) throws IOException {
    return boot(parts, words(place));
  }

  /** The same with a virtual TPM whose state is a part, too, and that disk. */
  String bootMeasured(Path parts, Path disk) throws IOException {
    return boot(parts, words(disk));
  }

  private String boot(Path parts, List<String> words) throws IOException {
    return heard(
        () -> {
          ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
          builder.environment().put(Survivors.VARIABLE, parts.toString());
          try (PassedSignals signals = new PassedSignals(session.console().interactive())) {
            Process process = builder.start();
            signals.to(process);
            return process.waitFor();
          }
        });
  }

  /** Boots it as {@code host run} does; what it said last. */
  String boot(RunningMachine machine, GuestPlace place) throws IOException {
    return heard(
        () ->
            new RunSession(place.vm().getFileName().toString(), session, machine)
                .run(words(place))
                .exitCode());
  }

  /** A boot, which ends with an exit code. */
  @FunctionalInterface
  private interface Boot {
    int run() throws IOException, InterruptedException;
  }

  private String heard(Boot boot) throws IOException {
    try (GuestReport report = GuestReport.begin(said(), this::show)) {
      int code = boot.run();
      if (code != 0) {
        throw new FileSystemException(
            "qemu-system-x86_64", null, "it ended with exit code " + code);
      }
      return report.last();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the wait for the guest was interrupted", e);
    }
  }

  private void show(String line) {
    if (!session.console().json()) {
      session.console().line("     guest: " + line);
    }
  }

  private Path said() {
    return folder.resolve("said.img");
  }

  private List<String> words(Path disk) {
    return List.of(
        "env",
        "KEYWARD_GUEST_ACCEL=" + accelerator,
        "sh",
        scripts.resolve("boot").toString(),
        disk.toString(),
        said().toString());
  }

  private List<String> words(GuestPlace place) {
    List<String> words = new ArrayList<>(words(place.disk()));
    words.add(place.tpm().toString());
    place.owner().ifPresent(key -> words.add(key.toString()));
    return words;
  }
}
