package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a guarded host of two services on loopback and a machine, {@code app.svm}, for both
 * of them. Test-only.
 */
final class BranchHost implements AutoCloseable {

  final Path folder;
  final LocalHgs branch;
  final LocalHgs datacenter;
  private final Path base;
  private int copies;

  BranchHost(Path base) throws Exception {
    this.base = base;
    folder = Files.createDirectory(base.resolve("branch-host"));
    branch = new LocalHgs(base.resolve("branch"), "branch");
    datacenter = new LocalHgs(base.resolve("datacenter"), "datacenter");
    done(folder, "guardian create owner --key-size 2048");
    importFrom(branch, "branch");
    importFrom(datacenter, "datacenter");
    done(folder, "host init host");
    branch.register(folder.resolve("host/host-key.pem"));
    datacenter.register(folder.resolve("host/host-key.pem"));
    done(
        folder,
        "host configure host --primary "
            + branch.url()
            + " --fallback "
            + datacenter.url()
            + "/ --guardian branch --fallback-guardian datacenter --failover-limit 20");
    SecretVm.shield(folder, "--guardian branch --guardian datacenter", line -> done(folder, line));
  }

  private void importFrom(LocalHgs service, String name) throws Exception {
    Files.write(folder.resolve("metadata.xml"), service.metadata());
    done(folder, "guardian import " + name + " metadata.xml --allow-untrusted-root");
    Files.delete(folder.resolve("metadata.xml"));
  }

  /** A copy of the folder, to be changed. */
  Path copy() throws IOException {
    Path copy = base.resolve("copy" + copies++);
    Spawned.copyTree(folder, copy);
    return copy;
  }

  /** Runs a command that must succeed; what it printed. */
  static String done(Path folder, String line) {
    Spawned.Ended ended = run(folder, line);
    assertEquals(0, ended.code(), line + ": " + ended.out() + ended.err());
    return ended.out();
  }

  /** Runs a command with the passphrase of the store. */
  static Spawned.Ended run(Path folder, String line) {
    return Spawned.run(folder, words(line));
  }

  static String[] words(String line) {
    return (line + " --passphrase-env KEYWARD_PASSPHRASE").split(" ");
  }

  @Override
  public void close() {
    branch.close();
    datacenter.close();
  }
}
