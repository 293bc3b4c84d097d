package dev.keyward.audit.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.memory.CertificateCache;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** However much variety there is, only so much of it is held on either side. */
class ShardDefinitionsTest {

  private static final Named FILE = new Named("vms/a.xml", "a.xml");

  private final ShardTables tables = new ShardTables(new CertificateCache());
  private final List<String> kinds = new ArrayList<>();

  private static Examined examined(int number) {
    Party owner = new Party("owner-" + number, Optional.of("owner-" + number), Optional.empty());
    Party stranger = new Party("\ud83d\ude00 " + number, Optional.empty(), Optional.empty());
    Finding finding =
        Finding.of(AuditFindingCode.EXPIRED, "number " + number, Finding.Remedy.by("wait"));
    AuditedProtector result =
        new AuditedProtector(
            new Place("vms/a.xml", OptionalInt.of(number), "\ud800 vm \u0000" + number),
            Standing.VALID,
            new GuardianSet(Optional.of(owner), List.of(stranger)),
            Optional.of(stranger),
            List.of(finding),
            Optional.empty());
    return new Examined(result, List.of(), Set.of("urn:a:" + number % 3), Optional.empty());
  }

  private JsonFields parsed(Map<String, Object> line) throws MalformedInputException {
    return JsonFields.parseLine(JsonWriter.line(line), "line");
  }

  private int take(Map<String, Object> line) throws IOException {
    try {
      String kind = line.keySet().iterator().next();
      kinds.add(kind);
      int size = JsonWriter.line(line).length;
      assertTrue(tables.define(kind, parsed(line), size));
      return size;
    } catch (MalformedInputException e) {
      throw new IOException(e);
    }
  }

  @Test
  void bringsBackWhatWasWrittenHoweverMuchVarietyThereIs() throws Exception {
    ShardDefinitions definitions = new ShardDefinitions(this::take);
    for (int number = 0; number < 20_000; number++) {
      Map<String, Object> line = definitions.line(new LinkedHashMap<>(), examined(number));
      assertEquals(examined(number), tables.examined(parsed(line), FILE));
    }
    assertTrue(kinds.stream().filter("forget"::equals).count() > 10);
  }

  @Test
  void writesWhatIsAlikeOnce() throws Exception {
    ShardDefinitions definitions = new ShardDefinitions(this::take);
    for (int time = 0; time < 1000; time++) {
      definitions.line(new LinkedHashMap<>(), examined(1));
    }
    assertEquals(List.of("party", "party", "finding", "algorithms"), kinds);
  }

  @Test
  void refusesMoreThanMayBeHeld() throws Exception {
    for (int number = 0; number < ShardDefinitions.MOST; number++) {
      define("{\"party\":" + number + ",\"label\":\"a\"}", 30);
    }
    assertThrows(
        MalformedInputException.class,
        () -> define("{\"party\":" + ShardDefinitions.MOST + ",\"label\":\"a\"}", 30));
  }

  @Test
  void refusesMoreBytesThanMayBeHeld() throws Exception {
    define("{\"party\":0,\"label\":\"a\"}", ShardDefinitions.MOST_BYTES);
    assertThrows(MalformedInputException.class, () -> define("{\"party\":1,\"label\":\"a\"}", 1));
  }

  @Test
  void refusesNumbersThatNothingHas() throws Exception {
    String line =
        "{\"vm\":\"a\",\"standing\":\"valid\",\"owner\":0,\"guardians\":[],\"findings\":[],"
            + "\"carried\":[]}";
    JsonFields fields = JsonFields.parseLine(line.getBytes(StandardCharsets.UTF_8), "line");
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> tables.examined(fields, FILE));
    assertEquals("line/owner", e.fault().where());
  }

  private void define(String line, int size) throws MalformedInputException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertTrue(tables.define("party", JsonFields.parseLine(bytes, "line"), size));
  }
}
