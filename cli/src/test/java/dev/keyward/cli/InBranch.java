package dev.keyward.cli;

import dev.keyward.MemoryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests on copies of one guarded host, whose two services are up when a test begins. All classes of
 * a process share the host and the services, which take longer to make than most tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBranch {

  private static BranchHost shared;

  BranchHost world;
  Path work;

  @BeforeAll
  final void share() throws Exception {
    world = ofTheProcess();
  }

  @BeforeEach
  final void begin() throws IOException {
    world.branch.up();
    world.datacenter.up();
    work = world.copy();
  }

  /** Surefire runs each class by itself, so that only the end of the process is the end of all. */
  private static synchronized BranchHost ofTheProcess() throws Exception {
    if (shared == null) {
      Path folder = MemoryFolder.create("branch-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      shared = new BranchHost(folder);
    }
    return shared;
  }

  private static void delete(Path folder) {
    try {
      Spawned.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
