package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.TestFolder;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TestTrust;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.host.HistoryModel.State;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.VmResealer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random trees of edits, starts, copies, rollbacks, branches and hand-overs of one VM on three
 * hosts, some of them killed or of before, against {@link HistoryModel}.
 */
class RandomHistoriesTest {

  private static final int HOSTS = 3;
  private static final int STEPS = 25;
  private static final GuardianKeys HEIR = TestWorld.guardian("heir");
  private static final VmResealer RESEALER =
      new VmResealer(TestTools.of(TestWorld.ENGINE, TestWorld.RANDOM));

  @TempDir Path temp;

  private TestWorld world;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(Files.createDirectory(temp.resolve("world")));
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
  }

  @Test
  void someTreesAreAsTheModelSays() throws Exception {
    for (long seed = 0; seed < 2; seed++) {
      new Tree(seed).grow(STEPS / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 200, 300, 400})
  @Tag("soak")
  void fiveHundredTreesAreAsTheModelSays(long first) throws Exception {
    int starts = 0;
    for (long seed = first; seed < first + 100; seed++) {
      starts += new Tree(seed).grow(STEPS);
    }
    System.out.println("trees " + first + " to " + (first + 99) + ": " + starts + " starts");
  }

  /** A file with a state of the VM, which starts replace. */
  private static final class Copy {

    private final Path file;
    private State state;

    Copy(Path file, State state) {
      this.file = file;
      this.state = state;
    }
  }

  private static final class Host {

    private final HostFolder folder;
    private final HistoryModel model = new HistoryModel();

    Host(Path folder) {
      this.folder = HostFolder.at(folder);
    }
  }

  /** One VM and its states. */
  private final class Tree {

    private final long seed;
    private final Random random;
    private final Path folder;
    private final List<Copy> copies = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private int starts;

    Tree(long seed) throws Exception {
      this.seed = seed;
      this.random = new Random(seed);
      this.folder = Files.createDirectory(temp.resolve("tree" + seed));
      for (int i = 0; i < HOSTS; i++) {
        Path host = Files.createDirectory(folder.resolve("host" + i));
        TestFolder.copy(world.host.path(), host);
        hosts.add(new Host(host));
      }
      shield();
    }

    int grow(int steps) throws Exception {
      for (int i = 0; i < steps; i++) {
        switch (random.nextInt(12)) {
          case 0 -> shield();
          case 1, 2 -> copy(any(copies));
          case 3, 4 -> reseal(any(copies));
          case 5 -> handOver(any(copies));
          case 6 -> downgrade(any(hosts));
          default -> start(any(hosts), any(copies));
        }
      }
      return starts;
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private Path fresh() {
      return folder.resolve("copy" + copies.size() + ".svm");
    }

    private void shield() throws Exception {
      Path made = world.shieldedBy(TestWorld.OWNER, "app", "app", "branch");
      copies.add(new Copy(Files.copy(made, fresh()), new State(Optional.empty(), "owner")));
    }

    private void copy(Copy of) throws Exception {
      copies.add(new Copy(Files.copy(of.file, fresh()), of.state));
    }

    private GuardianKeys keys(String owner) {
      return owner.equals("owner") ? TestWorld.OWNER : HEIR;
    }

    private void reseal(Copy copy) throws Exception {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ShieldedVm vm = ShieldedVm.open(copy.file, TestWorld.ENGINE)) {
        RESEALER.reseal(vm, keys(copy.state.owner), VmEdit.NOTHING.accepting(sealer -> true), out);
      }
      Files.write(copy.file, out.toByteArray());
      copy.state = copy.state.next(copy.state.owner);
    }

    private void handOver(Copy copy) throws Exception {
      String to = copy.state.owner.equals("owner") ? "heir" : "owner";
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ShieldedVm vm = ShieldedVm.open(copy.file, TestWorld.ENGINE)) {
        VmResealer.Hands hands =
            new VmResealer.Hands(keys(copy.state.owner).opening(), keys(to).signing());
        var branch = TestTrust.trusted(world.guardianOf("branch"));
        var heirs = new VmResealer.Heirs(List.of(branch), sealer -> true);
        RESEALER.handOver(vm, hands, heirs, out);
      }
      copies.add(new Copy(Files.write(fresh(), out.toByteArray()), copy.state.next(to)));
    }

    /** What the host had written before it knew histories. */
    private void downgrade(Host host) throws Exception {
      for (String owner : List.of("owner", "heir")) {
        Path machine = machine(host, owner);
        Optional<MachineRecord> record = MachineRecord.read(machine);
        if (record.isPresent()) {
          Files.writeString(
              machine.resolve("machine.json"),
              "{\"schema\":\"keyward.host-machine/1\",\"generation\":"
                  + record.get().generation()
                  + "}");
          host.model.forgetAllButNumber(owner);
        }
      }
    }

    private Path machine(Host host, String owner) throws Exception {
      Thumbprint print = keys(owner).guardian().signing().keyThumbprint();
      try (ShieldedVm vm = ShieldedVm.open(copies.get(0).file, TestWorld.ENGINE)) {
        MachineKey key = new MachineKey(vm.header().vm().id(), print);
        return host.folder.path().resolve("machines").resolve(key.toString());
      }
    }

    private void start(Host host, Copy copy) throws Exception {
      Set<Kind> needed = host.model.needed(copy.state);
      Set<Kind> given = EnumSet.noneOf(Kind.class);
      for (Kind kind : Kind.values()) {
        if (random.nextInt(3) > 0) {
          given.add(kind);
        }
      }
      Acceptance acceptance = acceptance(given, copy);
      String step = "seed " + seed + ", needed " + needed + ", given " + given;
      if (!given.containsAll(needed)) {
        assertThrows(
            VerificationFailedException.class,
            () -> world.startOn(host.folder, copy.file, acceptance),
            step);
        return;
      }
      State opened = copy.state;
      VmHistory history = history(copy.file);
      assertEquals(needed, world.startOn(host.folder, copy.file, acceptance).accepted(), step);
      starts++;
      copy.state = opened.next(opened.owner);
      host.model.remember(copy.state);
      if (random.nextInt(6) == 0) {
        // Killed when the file was in place and its state was not remembered yet.
        MachineRecord.of(history).write(machine(host, opened.owner));
        host.model.remember(opened);
      }
    }

    private Acceptance acceptance(Set<Kind> given, Copy copy) {
      Thumbprint owner = keys(copy.state.owner).guardian().signing().thumbprint();
      return new Acceptance(
          given.contains(Kind.ROLLBACK),
          given.contains(Kind.BRANCH),
          given.contains(Kind.OWNER) ? Optional.of(owner) : Optional.empty());
    }

    private VmHistory history(Path file) throws Exception {
      try (ShieldedVm vm = ShieldedVm.open(file, TestWorld.ENGINE)) {
        return vm.history();
      }
    }
  }
}
