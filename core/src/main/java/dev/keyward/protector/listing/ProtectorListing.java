package dev.keyward.protector.listing;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.protector.KeyProtector;
import java.util.List;
import java.util.Optional;

/**
 * What a document says, read leniently and verified in nothing: any well-formed XML within the
 * limits of the strict reader, so that the files of Windows can at least be listed. Nothing opens
 * it and nothing is granted on it.
 *
 * @param maxOfflineUnwraps as written
 * @param wrappings in the order of the document
 * @param sealer the number of the wrapping that is said to have sealed it, as written
 * @param algorithms the algorithm URIs named outside of wrappings, in order, each once
 * @param difference where and how it first differs from the published form; empty where it does not
 */
public record ProtectorListing(
    Optional<String> maxOfflineUnwraps,
    List<ListedWrapping> wrappings,
    Optional<String> sealer,
    List<String> algorithms,
    Optional<Fault> difference) {

  /** Copies the lists. */
  public ProtectorListing {
    wrappings = List.copyOf(wrappings);
    algorithms = List.copyOf(algorithms);
  }

  /**
   * Lists a document.
   *
   * @param document at most 1 MiB
   * @throws MalformedInputException if it is not well-formed XML within the limits, or holds
   *     nothing that looks like a protector (code {@code not-a-protector})
   */
  public static ProtectorListing parse(byte[] document) throws MalformedInputException {
    return new ListingReader(document.clone()).read(difference(document));
  }

  private static Optional<Fault> difference(byte[] document) {
    try {
      KeyProtector.parse(document);
      return Optional.empty();
    } catch (KeywardException e) {
      return Optional.of(e.fault());
    }
  }
}
