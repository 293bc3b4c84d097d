package dev.keyward.hgs.folder;

import dev.keyward.KeywardException;
import dev.keyward.crypto.KeyReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the private keys of a service are.
 *
 * @param hasFiles whether some are in the folder, under the passphrase
 * @param references where the others are
 */
public record HgsKeyPlaces(boolean hasFiles, List<KeyReference> references) {

  static final HgsKeyPlaces NONE = new HgsKeyPlaces(false, List.of());

  /** Copies the list. */
  public HgsKeyPlaces {
    references = List.copyOf(references);
  }

  HgsKeyPlaces with(HgsKeyFile file, String where) throws KeywardException {
    if (!file.isReference()) {
      return new HgsKeyPlaces(true, references);
    }
    List<KeyReference> more = new ArrayList<>(references);
    more.add(file.reference(where));
    return new HgsKeyPlaces(hasFiles, more);
  }
}
