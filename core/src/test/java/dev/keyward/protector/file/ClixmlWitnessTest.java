package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import dev.keyward.protector.file.ClixmlWitness.Entry;
import dev.keyward.protector.file.ClixmlWitness.Other;
import dev.keyward.protector.file.ClixmlWitness.Thing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both readers find the same protectors of the same machines in random exports. */
class ClixmlWitnessTest {

  private static final String UNCLEAR = "ambiguous-export";

  @Test
  void bothReadersFindTheSame() throws Exception {
    compare(0, 150);
  }

  @Test
  @Tag("soak")
  void bothReadersFindTheSameInManyExports() throws Exception {
    compare(1000, 20_000);
  }

  private static void compare(long first, int exports) throws Exception {
    for (long seed = first; seed < first + exports; seed++) {
      String export = new RandomExport(seed).text();
      assertEquals(sorted(expected(export)), sorted(found(export)), "seed " + seed + ": " + export);
    }
  }

  private static List<String> sorted(List<String> entries) {
    return entries.stream().sorted().toList();
  }

  private static List<String> found(String export) throws Exception {
    List<String> found = new ArrayList<>();
    ProtectorFile.of(export.getBytes(StandardCharsets.UTF_8))
        .forEach(each -> found.add(each.vm().orElse("-") + " " + content(each)));
    return found;
  }

  private static String content(EncodedProtector protector) {
    try {
      return mark(protector.document());
    } catch (KeywardException e) {
      return e.fault().code();
    }
  }

  private static String mark(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    int start = text.indexOf("<Protector>") + "<Protector>".length();
    return text.substring(start, text.indexOf(' ', start));
  }

  private static List<String> expected(String export) throws Exception {
    List<String> expected = new ArrayList<>();
    for (Object object : new ClixmlWitness().read(export)) {
      Thing thing = (Thing) object;
      if (thing.value.isPresent()) {
        expected.addAll(ofTable((List<?>) thing.value.get()));
      } else {
        expected.addAll(ofMachine(thing));
      }
    }
    return expected;
  }

  private static List<String> ofTable(List<?> table) {
    Map<String, Integer> keys = new HashMap<>();
    table.forEach(each -> keys.merge(((Entry) each).key(), 1, Integer::sum));
    List<String> expected = new ArrayList<>();
    boolean any =
        table.stream().anyMatch(each -> ClixmlWitness.bytes(((Entry) each).value()).isPresent());
    for (Object each : any ? table : List.of()) {
      Entry entry = (Entry) each;
      Optional<byte[]> bytes = ClixmlWitness.bytes(entry.value());
      String content = bytes.map(ClixmlWitnessTest::mark).orElse("not-collected");
      expected.add(entry.key() + " " + (keys.get(entry.key()) > 1 ? UNCLEAR : content));
    }
    return expected;
  }

  private static List<String> ofMachine(Thing machine) {
    List<Object> names = machine.shown("name");
    Optional<String> name = names.size() == 1 ? ClixmlWitness.text(names.get(0)) : Optional.empty();
    boolean unclear = names.size() > 1 || (names.size() == 1 && isUnusable(names.get(0)));
    List<Object> shown = machine.shown("keyprotector");
    List<String> expected = new ArrayList<>();
    for (Object value : shown) {
      String content =
          ClixmlWitness.bytes(value).map(ClixmlWitnessTest::mark).orElse("not-collected");
      expected.add(name.orElse("-") + " " + (unclear || shown.size() > 1 ? UNCLEAR : content));
    }
    // Bytes that are a protector count in a column of any name.
    for (Object value : machine.shown("parent")) {
      ClixmlWitness.bytes(value)
          .map(ClixmlWitnessTest::mark)
          .ifPresent(mark -> expected.add(name.orElse("-") + " " + (unclear ? UNCLEAR : mark)));
    }
    machine.hidden("keyprotector").forEach(value -> expected.add(name.orElse("-") + " " + UNCLEAR));
    return expected;
  }

  /** A reference that leads nowhere is neither a name nor none. */
  private static boolean isUnusable(Object name) {
    return ClixmlWitness.text(name).isEmpty() && name != Other.NOTHING;
  }
}
