package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A store, the folder of a service and that of a host, which the service knows, with a VM that the
 * host has started; and the same a few changes earlier. Test-only.
 */
final class FaultWorld implements AutoCloseable {

  static final String SERVICE = "hgs";
  static final String HOST = "host";
  static final String ENCRYPTION = "ENCRYPTION";

  private static final List<String> ROOTS =
      List.of("store/guardians/central-it", "store/guardians/branch", SERVICE, HOST);

  private final Path base;
  private final LocalHgs service;
  private final Path now;
  private final Path earlier;
  private final String encryption;
  private int copies;

  /** Made in {@code base}. */
  FaultWorld(Path base) throws Exception {
    this.base = base;
    now = base.resolve("now");
    earlier = base.resolve("earlier");
    Playground place = Playground.in(base.resolve("fixture"));
    Files.createDirectories(now);
    for (String part : List.of("store", "hgs", "hosts", "vms", "passphrase.txt")) {
      Spawned.copyTree(place.path(part), now.resolve(part));
    }
    Files.move(now.resolve("hosts/new"), now.resolve(HOST));
    done("hgs metadata hgs -o metadata.xml");
    done("guardian import branch metadata.xml --allow-untrusted-root");
    done("hgs host add hgs live --key host/host-key.pem");
    Passphrase word = Passphrase.copyOf(word(now).toCharArray());
    service = new LocalHgs(now.resolve(SERVICE), word, Instant.parse(ServiceLab.NOW));
    done(configure());
    done("protector create --owner central-it --guardian branch -o vm.kp");
    done(
        "vm shield vms/app.json --owner central-it --guardian branch --policy shielded"
            + " --secret word=vms/password.txt -o app.svm");
    done("host start host app.svm");
    Spawned.copyTree(now, earlier);
    done("host start host app.svm");
    done("hgs host add hgs third --key hosts/host-3.pem");
    done("guardian renew central-it --validity-days 4000");
    Spawned.copyTree(now.resolve(SERVICE), now.resolve("node2"));
    Files.writeString(now.resolve("new.txt"), "another passphrase\n");
    encryption =
        HgsFolder.at(now.resolve(SERVICE), Seeded.random())
            .recorded()
            .primary(CertificateUse.ENCRYPTION)
            .orElseThrow()
            .certificate()
            .thumbprint()
            .toString();
  }

  /** The command with what it names in this world. */
  String line(String verb) {
    return verb.equals("host configure") ? configure() : verb.replace(ENCRYPTION, encryption);
  }

  private static String word(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("passphrase.txt")).get(0);
  }

  String configure() {
    return "host configure host --primary " + service.url() + " --guardian branch";
  }

  private void done(String line) {
    Run run = run(now, line);
    assertEquals(0, run.exit(), () -> line + ": " + run.out() + run.err());
  }

  /** Runs a command on that folder's real disk. */
  static Run run(Path folder, String line) {
    return run(setting(folder), line);
  }

  /** Runs a command on another disk with the same files. */
  static Run run(Path folder, WatchedDisk disk, String line) {
    return run(setting(folder).on(disk), line);
  }

  /** A service is stopped as soon as it serves. */
  private static Run run(Run.Setting setting, String line) {
    ByteArrayOutputStream out =
        line.startsWith("hgs serve") ? new Stopping() : new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(Playground.unlocking(line), setting.environment(out, err));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Interrupts who writes to it, which ends a service. */
  private static final class Stopping extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int start, int length) {
      super.write(bytes, start, length);
      if (toString(StandardCharsets.UTF_8).contains("http://")) {
        reset();
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Run.Setting setting(Path folder) {
    return Run.in(folder).variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString()));
  }

  /** A copy that may be damaged. */
  Path copy() throws IOException {
    Path copy = base.resolve("copy" + copies++);
    Spawned.copyTree(now, copy);
    return copy;
  }

  /** The files that may be damaged, by their paths. */
  List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(now)) {
      return all.filter(Files::isRegularFile)
          .map(file -> now.relativize(file).toString().replace('\\', '/'))
          .filter(name -> ROOTS.stream().anyMatch(root -> name.startsWith(root + "/")))
          .sorted()
          .toList();
    }
  }

  /** All files before any damage, and what they hold. */
  TreeMap<String, byte[]> whole() throws IOException {
    return snapshot(now);
  }

  byte[] content(String file) throws IOException {
    return Files.readAllBytes(now.resolve(file));
  }

  /** What the file held earlier, if it did and that was something else. */
  Optional<byte[]> older(String file) throws IOException {
    Path before = earlier.resolve(file);
    return Files.exists(before)
        ? Optional.of(Files.readAllBytes(before)).filter(each -> isOther(file, each))
        : Optional.empty();
  }

  /** What another file of that kind holds. */
  Optional<byte[]> anothers(String file) throws IOException {
    String ending = file.substring(file.lastIndexOf('.') + 1);
    for (String each : files()) {
      boolean same = each.endsWith("." + ending) && !each.equals(file);
      if (same && isOther(file, content(each))) {
        return Optional.of(content(each));
      }
    }
    return Optional.empty();
  }

  private boolean isOther(String file, byte[] content) {
    try {
      return !Arrays.equals(content(file), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files without any damage, and what they hold. */
  TreeMap<String, byte[]> snapshot() throws IOException {
    return snapshot(now);
  }

  /** All files of a folder, and what they hold. */
  static TreeMap<String, byte[]> snapshot(Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (Path file : Spawned.regularFiles(folder)) {
      files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return files;
  }

  @Override
  public void close() {
    service.close();
  }
}
