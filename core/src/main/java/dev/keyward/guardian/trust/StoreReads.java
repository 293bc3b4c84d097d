package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.folder.StoreFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a store knows of its guardians. Readers take no lock and see each guardian whole. */
final class StoreReads {

  private final StoreFolders folders;
  private final RsaEngine engine;

  StoreReads(StoreFolders folders, RsaEngine engine) {
    this.folders = folders;
    this.engine = engine;
  }

  /** The wanted ones in the order of their names. */
  List<StoredGuardian> list(Predicate<GuardianName> wanted) throws IOException, KeywardException {
    List<StoredGuardian> found = new ArrayList<>();
    for (GuardianName name : folders.names()) {
      if (wanted.test(name)) {
        folders.of(name).read(this::decode).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(stored -> stored.guardian().name()));
    return List.copyOf(found);
  }

  Optional<StoredGuardian> find(GuardianName name) throws IOException, KeywardException {
    return folders.of(name).read(this::decode);
  }

  StoredGuardian get(GuardianName name) throws IOException, KeywardException {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The signed metadata as it was imported or made. */
  byte[] metadata(GuardianName name) throws IOException, KeywardException {
    return folders
        .of(name)
        .read(generation -> GuardianFiles.currentMetadata(generation, engine))
        .orElseThrow(() -> unknown(name));
  }

  KeyFilesSeen keyFiles(GuardianName name) throws IOException, KeywardException {
    return folders
        .of(name)
        .read(generation -> GuardianFiles.keysSeen(generation, engine))
        .orElseThrow(() -> unknown(name));
  }

  private StoredGuardian decode(Path folder) throws IOException, KeywardException {
    return GuardianFiles.decode(folder, engine);
  }

  static NotTrustedException unknown(GuardianName name) {
    return new NotTrustedException(
        Fault.of("unknown-guardian", "guardian " + name, "the store has none of that name", "")
            .withHint("list them with: keyward guardian list"));
  }
}
