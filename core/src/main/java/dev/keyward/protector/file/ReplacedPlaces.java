package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.protector.file.ExportCollector.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects where the protectors stand that are to be replaced; refuses forms that are only read.
 */
final class ReplacedPlaces implements ExportCollector.Receiver {

  private final boolean holdsMany;
  private final Set<Integer> wanted;
  private final Set<Integer> missing;
  private final Map<Integer, Place> places = new TreeMap<>();

  /**
   * @param wanted the indexes of the protectors to replace
   * @throws UnsupportedFormatException code {@code read-only-form}
   */
  ReplacedPlaces(ProtectorEncoding encoding, Set<Integer> wanted)
      throws UnsupportedFormatException {
    if (encoding == ProtectorEncoding.CSV && !wanted.isEmpty()) {
      throw readOnly();
    }
    this.holdsMany = encoding.holdsMany();
    this.wanted = wanted;
    this.missing = new TreeSet<>(wanted);
  }

  @Override
  public void receive(EncodedProtector protector, Optional<Place> where) throws KeywardException {
    int index = protector.index();
    if (!wanted.contains(index)) {
      return;
    }
    if (where.filter(place -> place.spelling() == null).isPresent()) {
      throw readOnly();
    }
    where.ifPresent(place -> places.put(index, place));
    if (where.isPresent() || !holdsMany) {
      missing.remove(index);
    }
  }

  /**
   * The places by index.
   *
   * @throws MalformedInputException code {@code no-such-protector} where one is missing
   */
  Map<Integer, Place> complete() throws MalformedInputException {
    if (!missing.isEmpty()) {
      int number = missing.iterator().next() + 1;
      throw new MalformedInputException(
          Fault.of("no-such-protector", "entry " + number, "nothing to replace", "a protector"));
    }
    return places;
  }

  private static UnsupportedFormatException readOnly() {
    return new UnsupportedFormatException(
        Fault.of("read-only-form", "", "a form that is only read", "one that can be written")
            .withHint(
                "protector convert --vm NAME --encoding framed -o FILE takes one protector out"));
  }
}
