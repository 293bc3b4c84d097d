package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.export.ExportSink.Spelling;
import dev.keyward.protector.file.ExportCollector.Place;
import dev.keyward.protector.form.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects where the protectors stand that are to be replaced; refuses forms that are only read.
 */
final class ReplacedPlaces implements ExportCollector.Receiver {

  private final boolean holdsMany;

  /** The documents whose places were not found yet. */
  private final SortedMap<Integer, byte[]> missing;

  private final List<Replacement> replacements = new ArrayList<>();
  private final Set<Long> starts = new HashSet<>();

  /**
   * A document and the place that it gets.
   *
   * @param spelling how it is written there
   */
  record Replacement(Place place, Spelling spelling, byte[] document) {

    /** The characters for the place. */
    String text() {
      return spelling.of(place.framed() ? Frame.around(document) : document);
    }
  }

  /**
   * @param documents the new documents by the indexes of the protectors that they replace
   * @throws UnsupportedFormatException code {@code read-only-form}
   */
  ReplacedPlaces(ProtectorEncoding encoding, Map<Integer, byte[]> documents)
      throws UnsupportedFormatException {
    if (encoding == ProtectorEncoding.VMCX && !documents.isEmpty()) {
      throw ofHyperV();
    }
    if (encoding == ProtectorEncoding.CSV && !documents.isEmpty()) {
      throw readOnly();
    }
    this.holdsMany = encoding.holdsMany();
    this.missing = new TreeMap<>(documents);
  }

  @Override
  public void receive(EncodedProtector protector, Optional<Place> where) throws KeywardException {
    Optional<byte[]> document = Optional.ofNullable(missing.get(protector.index()));
    if (where.filter(this::isShared).isPresent()) {
      throw readOnly();
    }
    if (document.isEmpty()) {
      return;
    }
    if (where.isPresent()) {
      Spelling spelling = where.get().spelling().orElseThrow(ReplacedPlaces::readOnly);
      replacements.add(new Replacement(where.get(), spelling, document.get()));
      starts.add(where.get().start());
    }
    if (where.isPresent() || !holdsMany) {
      missing.remove(protector.index());
    }
  }

  /** A reference leads to a place that gets another protector: the other machine would too. */
  private boolean isShared(Place reference) {
    return reference.spelling().isEmpty() && starts.contains(reference.start());
  }

  /**
   * The documents and their places, in the order of the places.
   *
   * @throws MalformedInputException code {@code no-such-protector} where one is missing
   */
  List<Replacement> complete() throws MalformedInputException {
    if (!missing.isEmpty()) {
      int number = missing.firstKey() + 1;
      throw new MalformedInputException(
          Fault.of("no-such-protector", "entry " + number, "nothing to replace", "a protector"));
    }
    replacements.sort(Comparator.comparingLong(replacement -> replacement.place().start()));
    return List.copyOf(replacements);
  }

  private static UnsupportedFormatException readOnly() {
    return new UnsupportedFormatException(
        Fault.of("read-only-form", "", "a form that is only read", "one that can be written")
            .withHint(
                "protector convert --vm NAME --encoding framed -o FILE takes one protector out"));
  }

  /** Nobody but Hyper-V writes such a file. */
  static UnsupportedFormatException ofHyperV() {
    return new UnsupportedFormatException(
        Fault.of("read-only-form", "", "a file that Hyper-V writes", "one that can be written")
            .withHint(
                "protector convert FILE --encoding framed -o NAME.kp takes its protector out;"
                    + " give the changed one back on the host with Set-VMKeyProtector"));
  }
}
