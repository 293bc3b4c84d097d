package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.listing.ProtectorListing;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protectors of another implementation, good and hostile. A new folder is a new test. */
class ProtectorCasesTest {

  static List<ProtectorCase> all() throws IOException, KeywardException {
    return ProtectorCase.all();
  }

  static Stream<ProtectorCase> valid() throws IOException, KeywardException {
    return all().stream().filter(protector -> protector.expected().get("verdict").equals("valid"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isWhatItsCaseSays(ProtectorCase protector) throws IOException, KeywardException {
    assertEquals(protector.expected(), protector.outcome(), protector::name);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void isListedWithoutADifferenceWhereItIsValid(ProtectorCase protector)
      throws IOException, KeywardException {
    ProtectorListing listing =
        ProtectorListing.parse(ProtectorFile.open(protector.file()).single());
    assertTrue(listing.difference().isEmpty());
    assertTrue(listing.wrappings().stream().allMatch(wrapping -> wrapping.signing().isPresent()));
  }
}
