package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.folder.StoreFolders;
import dev.keyward.internal.io.folder.GenerationFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a store knows of its guardians. Readers take no lock and see each guardian whole. */
final class StoreReads {

  private static final Comparator<StoredGuardian> BY_NAME =
      Comparator.comparing(stored -> stored.guardian().name());

  private final StoreFolders folders;
  private final RsaEngine engine;

  StoreReads(StoreFolders folders, RsaEngine engine) {
    this.folders = folders;
    this.engine = engine;
  }

  /** All in the order of their names, as long as none is damaged. */
  List<StoredGuardian> list() throws IOException, KeywardException {
    List<StoredGuardian> all = new ArrayList<>();
    for (GuardianName name : folders.names()) {
      find(name).ifPresent(all::add);
    }
    all.sort(BY_NAME);
    return List.copyOf(all);
  }

  /** The wanted guardians. Each is read by itself, so a damaged entry does not hide another. */
  StoredGuardian.Listing contents(Predicate<GuardianName> wanted)
      throws IOException, KeywardException {
    List<StoredGuardian> readable = new ArrayList<>();
    List<DamagedGuardian> damaged = new ArrayList<>();
    for (GuardianName name : folders.names()) {
      if (wanted.test(name)) {
        try {
          find(name).ifPresent(readable::add);
        } catch (KeywardException | IOException e) {
          damaged.add(new DamagedGuardian(name, e, folders.mayHoldKeys(name), remains(name)));
        }
      }
    }
    readable.sort(BY_NAME);
    damaged.sort(Comparator.comparing(DamagedGuardian::name));
    return new StoredGuardian.Listing(readable, damaged);
  }

  private List<GuardianCertificate> remains(GuardianName name) {
    List<GuardianCertificate> remains = new ArrayList<>();
    for (Path file : folders.certificates(name)) {
      try {
        byte[] der = SafeFiles.readAtMost(file, GuardianCertificate.MOST_BUNDLE_BYTES);
        remains.add(GuardianCertificate.parse(der, file.toString()));
      } catch (KeywardException | IOException e) {
        // This certificate cannot be read any more.
        continue;
      }
    }
    return remains;
  }

  Optional<StoredGuardian> find(GuardianName name) throws IOException, KeywardException {
    return read(name, this::decode);
  }

  <T> Optional<T> read(GuardianName name, GenerationFolder.Reader<T> reader)
      throws IOException, KeywardException {
    try {
      return folders.of(name).read(reader);
    } catch (KeywardException e) {
      throw DamagedGuardian.refused(name, folders.mayHoldKeys(name), e);
    }
  }

  StoredGuardian get(GuardianName name) throws IOException, KeywardException {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /** The signed metadata as it was imported or made. */
  byte[] metadata(GuardianName name) throws IOException, KeywardException {
    return read(name, generation -> GuardianFiles.currentMetadata(generation, engine))
        .orElseThrow(() -> unknown(name));
  }

  KeyFilesSeen keyFiles(GuardianName name) throws IOException, KeywardException {
    return read(name, generation -> GuardianFiles.keysSeen(generation, engine))
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
