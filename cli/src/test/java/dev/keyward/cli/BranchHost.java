package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A folder with a guarded host of two services on loopback and a machine, {@code app.svm}, for both
 * of them. Test-only.
 */
final class BranchHost implements AutoCloseable {

  static final String SECRET = "a secret that nobody should find";
  static final int STATE = 3 << 20;

  final Path folder;
  final LocalHgs branch;
  final LocalHgs datacenter;

  BranchHost(Path base) throws Exception {
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
    shield();
  }

  private void importFrom(LocalHgs service, String name) throws Exception {
    Files.write(folder.resolve("metadata.xml"), service.metadata());
    done(folder, "guardian import " + name + " metadata.xml --allow-untrusted-root");
    Files.delete(folder.resolve("metadata.xml"));
  }

  /** The sources of what is sealed do not stay, so that any of it found later came out. */
  private void shield() throws IOException {
    byte[] state = new byte[STATE];
    new Random(3).nextBytes(state);
    byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(secret, 0, state, STATE / 2, secret.length);
    Files.write(folder.resolve("state"), state);
    Files.writeString(folder.resolve("secret"), SECRET);
    Files.writeString(
        folder.resolve("vm.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
            + "\"name\":\"app\",\"generation\":2}");
    done(
        folder,
        "vm shield vm.json --owner owner --guardian branch --guardian datacenter --policy shielded"
            + " -o app.svm --vtpm-state state --secret word=secret");
    Files.delete(folder.resolve("state"));
    Files.delete(folder.resolve("secret"));
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
