package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV is read as Import-Csv reads it. */
class CsvReadingTest {

  private static final String NONE = "AAAABA==";

  private static List<String> names(String csv) throws Exception {
    byte[] content = csv.replace("NONE", NONE).getBytes(StandardCharsets.UTF_8);
    List<String> names = new ArrayList<>();
    ProtectorFile.of(content).forEach(each -> names.add(each.vm().orElse("-")));
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' \"a,b\" ' | 'a,b'",
        "'\"a\"b ' | 'ab '",
        "'  a' | a",
        "'a b' | 'a b'",
        "'a\"b' | 'a\"b'",
        "'\"a\"\"b\"' | 'a\"b'",
        "'\" a \"' | ' a '",
        "'\"a\nb\"' | 'a\nb'",
        "'12' | 12",
      })
  void aValueIsReadWithItsQuotesAndBlanks(String written, String name) throws Exception {
    assertEquals(List.of(name), names("Name,KeyProtector\n" + written + ",NONE\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyEndOfALineEndsIt(String end) throws Exception {
    String csv = String.join(end, "Name,KeyProtector", "a,NONE", "b,NONE");
    assertEquals(List.of("a", "b"), names(csv));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Name,KeyProtector,Name", "Name,KeyProtector,\"name\"", "Name,KeyProtector,NAME "})
  void twoColumnsWithOneNameAreRefusedAndNamed(String header) {
    KeywardException refusal =
        assertThrows(KeywardException.class, () -> names(header + "\na,NONE,b\n"));
    assertTrue(
        refusal.fault().found().startsWith("two columns with one name: Name and"),
        refusal.getMessage());
  }

  @Test
  void separatorsInQuotesAreNone() throws Exception {
    assertEquals(List.of("a"), names("\"Name\",\"KeyProtector\",\"x;y;z;\"\na,NONE,c;d\n"));
  }

  @Test
  void aColumnWithoutANameHasOneOfItsOwn() throws Exception {
    assertEquals(List.of("a"), names("Name,,KeyProtector\na,x,NONE\n"));
  }
}
