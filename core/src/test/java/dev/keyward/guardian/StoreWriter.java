package dev.keyward.guardian;

import dev.keyward.crypto.Tools;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.TestTrust;
import java.nio.file.Path;

/**
 * A process of its own that replaces a guardian of a store over and over, and says when it begins.
 */
public final class StoreWriter {

  private StoreWriter() {}

  /** Takes the store, a metadata file, and the number of rounds. */
  public static void main(String[] arguments) throws Exception {
    GuardianStore store = GuardianStore.at(Path.of(arguments[0]), Tools.jdk());
    GuardianEntry entry = entry(Path.of(arguments[1]));
    System.out.println("begins");
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      store.add(entry, Placement.REPLACE);
    }
  }

  private static GuardianEntry entry(Path metadata) throws Exception {
    GuardianMetadata read =
        GuardianMetadata.parse(
            SafeFiles.readAtMost(metadata, GuardianMetadata.MOST_BYTES), metadata.toString());
    return TestTrust.entry(read.toGuardian(TestKeys.name("Hoster"), java.util.List.of()), read);
  }

  /** Starts one. */
  public static Process start(Path store, Path metadata, int rounds) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dkeyward.fixtures=" + System.getProperty("keyward.fixtures"),
            "-cp",
            System.getProperty("java.class.path"),
            StoreWriter.class.getName(),
            store.toString(),
            metadata.toString(),
            Integer.toString(rounds))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
