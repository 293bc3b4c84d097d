package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.run.RunRecord;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.sealing.Lineage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host keeps of one machine of one owner: the state of its file that was here last, the last
 * file that an HGS has opened, and the last one that the owner sealed.
 */
final class MachineFolder {

  static final String LAST_KNOWN_GOOD = "last-known-good.svm";
  static final String LAST_SEALED_BY_OWNER = "last-sealed-by-owner.svm";

  /** The names of the files of the branch that was here before another one was accepted. */
  static final String OTHER_BRANCH = "other-branch-";

  /** The names of copies of a kept file that was started in its place. */
  static final String BEFORE = "before-";

  private static final List<String> KEPT = List.of(LAST_KNOWN_GOOD, LAST_SEALED_BY_OWNER);
  private static final Duration MOST_WAIT = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofMillis(100);

  private final Path machines;
  private final MachineKey key;
  private final RsaEngine engine;
  private final Path folder;
  private final FormerRecord former;

  /** The folder in {@code machines}; nothing is read yet. */
  MachineFolder(Path machines, MachineKey key, RsaEngine engine) {
    this.machines = machines;
    this.key = key;
    this.engine = engine;
    this.folder = machines.resolve(key.toString());
    this.former = new FormerRecord(machines, key, engine);
  }

  /** Where it is. */
  Path path() {
    return folder;
  }

  /** Whose it is. */
  MachineKey key() {
    return key;
  }

  /**
   * The right to start this machine, which nobody else on this host has then; waits at most 30
   * seconds.
   *
   * @throws FileSystemException where another start is still under way
   */
  FileClaim claim(Path file, HostTiming timing) throws IOException {
    former.moveTo(folder);
    OwnerOnly.createFolders(folder);
    HostTiming.Deadline deadline = timing.in(MOST_WAIT);
    Optional<FileClaim> claim = FileClaim.ofFolder(folder);
    while (claim.isEmpty()) {
      requireNoRun(file);
      if (deadline.isOver()) {
        throw new FileSystemException(
            file.toString(), null, "another start of this machine is under way");
      }
      timing.pause().rest(REST);
      claim = FileClaim.ofFolder(folder);
    }
    return claim.get();
  }

  /** A run lasts longer than anybody waits. */
  private void requireNoRun(Path file) throws IOException {
    try {
      Optional<RunRecord> run = RunRecord.read(folder).filter(each -> each.begun().isPresent());
      if (run.isPresent()) {
        throw new FileSystemException(
            file.toString(),
            null,
            "a run of this machine, begun at " + run.get().since() + ", is not over on this host");
      }
    } catch (KeywardException e) {
      // The start that has the claim says what is wrong with the record.
      return;
    }
  }

  /**
   * The record; empty for a machine that was never here. An older record that does not name its
   * owner counts for every owner.
   */
  Optional<MachineRecord> record() throws KeywardException, IOException {
    Optional<MachineRecord> present = MachineRecord.read(folder);
    if (present.flatMap(MachineRecord::history).isPresent()) {
      return present;
    }
    Optional<Path> nobodys = former.ofNobody();
    Optional<MachineRecord> counts =
        nobodys.isPresent() ? MachineRecord.read(nobodys.get()) : Optional.empty();
    return counts.isPresent() ? present.map(counts.get()::orLater).or(() -> counts) : present;
  }

  /** The lineage in the record; an older record is of a file without a lineage. */
  Lineage lineage(MachineRecord record) {
    return record
        .history()
        .map(VmHistory::lineage)
        .orElseGet(() -> Lineage.ofBefore(key.owner(), key.id()));
  }

  /** The folders of the same id and other owners, in which that lineage is remembered. */
  List<MachineFolder> ofOtherOwners(Lineage lineage) throws KeywardException, IOException {
    List<MachineFolder> others = new ArrayList<>();
    moveFormer(lineage);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(machines, key.id() + "-*")) {
      for (Path path : all) {
        Optional<MachineKey> other = MachineKey.find(path).filter(each -> !each.equals(key));
        if (other.isPresent()) {
          MachineFolder candidate = new MachineFolder(machines, other.get(), engine);
          if (candidate.remembers(lineage, path)) {
            others.add(candidate);
          }
        }
      }
    }
    return others;
  }

  /**
   * Whether the record in {@code records}, one of this machine, is of that lineage. A damaged
   * record may be of that lineage: then the operator decides.
   */
  private boolean remembers(Lineage lineage, Path records) throws KeywardException, IOException {
    try {
      return MachineRecord.read(records).map(this::lineage).filter(lineage::equals).isPresent();
    } catch (MalformedInputException e) {
      return true;
    }
  }

  /** An older record may be another owner's, and of this lineage. */
  private void moveFormer(Lineage lineage) throws KeywardException, IOException {
    Optional<MachineKey> owner = former.machine().filter(each -> !each.equals(key));
    if (owner.isPresent()) {
      MachineFolder other = new MachineFolder(machines, owner.get(), engine);
      if (other.remembers(lineage, former.folder())) {
        other.former.moveTo(other.folder);
      }
    }
  }

  void remember(VmHistory history) throws IOException {
    MachineRecord.of(history).write(folder);
  }

  /** The record of a state, synced but not in its place. */
  AtomicOutput pending(VmHistory history) throws IOException {
    return MachineRecord.of(history).pending(folder);
  }

  /**
   * Forgets a machine that is another owner's from now on; the files that are kept of it stay.
   *
   * @throws FileSystemException where it is being started
   */
  @SuppressWarnings("try") // The claim is held, not used.
  void forget(Path file, HostTiming timing) throws IOException {
    try (FileClaim claim = claim(file, timing)) {
      MachineRecord.delete(folder);
    }
  }

  /** What the owner signed of a state that is remembered, as far as its file is still here. */
  Optional<VmHeader> headerOf(VmHistory state) throws IOException {
    try (ShieldedVm vm = ShieldedVm.open(folder.resolve(LAST_KNOWN_GOOD), engine)) {
      VmHistory good = vm.history();
      // A host rolls keys under the same header, so the file before the last one has it too.
      boolean isIt = good.digest().equals(state.digest()) || good.next().equals(state.ancestry());
      return isIt ? Optional.of(vm.header()) : Optional.empty();
    } catch (NoSuchFileException | KeywardException e) {
      return Optional.empty();
    }
  }

  /**
   * Copies the edited file, as it was before, in the place of the last known good one and, if the
   * owner sealed it, of the last one that the owner sealed. No service can have a part in that one:
   * a service that lies could make all others such that the owner cannot open them.
   */
  void keepAsGood(InPlaceEdit edit, boolean sealedByOwner) throws IOException {
    copy(edit, LAST_KNOWN_GOOD);
    if (sealedByOwner) {
      copy(edit, LAST_SEALED_BY_OWNER);
    }
  }

  /**
   * Gives both kept files other names, because the file that is started is of another branch and
   * will take their place. A file that has such a name already is not replaced: it may be the file
   * that is started, or the only one of a machine. The started file keeps its name.
   */
  void keepOtherBranch(InPlaceEdit edit) throws IOException {
    String prefix = unusedPrefix();
    for (String name : KEPT) {
      Path kept = folder.resolve(name);
      if (Files.exists(kept) && !isEdited(edit, kept)) {
        AtomicFiles.rename(kept, folder.resolve(prefix + name));
      }
    }
  }

  private String unusedPrefix() {
    String prefix = OTHER_BRANCH;
    for (int number = 2; isUsed(prefix); number++) {
      prefix = OTHER_BRANCH + number + "-";
    }
    return prefix;
  }

  private boolean isUsed(String prefix) {
    return KEPT.stream()
        .map(name -> folder.resolve(prefix + name))
        .anyMatch(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static boolean isEdited(InPlaceEdit edit, Path kept) throws IOException {
    return Files.exists(kept) && edit.file().toRealPath().equals(kept.toRealPath());
  }

  /** A kept file that is started in its place is copied under another name. */
  private void copy(InPlaceEdit edit, String name) throws IOException {
    Path usual = folder.resolve(name);
    Path kept = isEdited(edit, usual) ? folder.resolve(BEFORE + name) : usual;
    KeptFile.setAside(kept);
    try (AtomicOutput output = new AtomicOutput(kept, true);
        InputStream in = edit.open()) {
      in.transferTo(output.stream());
      output.commit();
    }
  }
}
