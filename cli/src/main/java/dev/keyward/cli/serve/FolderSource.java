package dev.keyward.cli.serve;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.memory.HgsMemory;
import dev.keyward.hgs.memory.HgsMemoryFile;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.Optional;

/**
 * The folder that is watched, what unlocks it, and the file that remembers its newest state.
 *
 * @param passphrase stays the caller's
 * @param state empty where only the process remembers
 */
public record FolderSource(HgsFolder folder, Passphrase passphrase, Optional<HgsMemoryFile> state) {

  /** A folder whose newest state only the process remembers. */
  public static FolderSource of(HgsFolder folder, Passphrase passphrase) {
    return new FolderSource(folder, passphrase, Optional.empty());
  }

  /**
   * What was read.
   *
   * @param stamp shows changes of the folder
   */
  record Read(String stamp, HgsKeys keys, HgsEndpoint endpoint) {

    HgsMemory memory() {
      return HgsMemory.of(keys.description().name(), keys.number());
    }
  }

  /** The stamp comes first: a change while the folder is read is seen the next time. */
  Read read(Tools tools) throws IOException, KeywardException {
    String stamp = folder.stamp();
    HgsKeys keys = folder.unlock(passphrase);
    return new Read(stamp, keys, new HgsEndpoint(keys, tools));
  }

  /** Reads the folder again after a change; keys that {@code before} opened stay open. */
  Read read(String stamp, Read before) throws IOException, KeywardException {
    HgsKeys keys = folder.unlock(passphrase, Optional.of(before.keys()));
    return new Read(stamp, keys, before.endpoint().after(keys));
  }
}
