package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.report.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows names certificates by SHA-1, so what shows their SHA-256 shows that too. */
class WindowsThumbprintsTest {

  private static final String PROTECTOR = "protectors/hgs-vm.xml";

  @TempDir private static Path folder;

  private static Playground playground;

  /** Of the certificates in the protector, signing before encryption, by another digest. */
  private static final List<String> SHA1 = new ArrayList<>();

  @BeforeAll
  static void digestTheCertificates() throws Exception {
    playground = Playground.in(folder.resolve("play"));
    for (JsonNode wrapping : listing().get("wrappings")) {
      for (String role : List.of("signing", "encryption")) {
        byte[] der = Base64.getDecoder().decode(wrapping.get(role).get("der").asText());
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(der);
        SHA1.add(HexFormat.of().withUpperCase().formatHex(digest));
      }
    }
    assertEquals(4, SHA1.size());
  }

  private static JsonNode listing() throws IOException {
    return json("protector", "show", PROTECTOR).get("protectors").get(0);
  }

  private static String out(String... words) {
    Run run = playground.run(words);
    assertEquals(0, run.exit(), run.err());
    return run.out();
  }

  private static JsonNode json(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--output", "json"));
    return new ObjectMapper().readTree(out(all.toArray(String[]::new))).get("data");
  }

  private static List<String> ofWrappings(JsonNode wrappings) {
    List<String> all = new ArrayList<>();
    for (JsonNode wrapping : wrappings) {
      all.add(wrapping.get("signing").get("sha1").asText());
      all.add(wrapping.get("encryption").get("sha1").asText());
    }
    return all;
  }

  @Test
  void guardianShowTellsBothOfItsCertificates() throws IOException {
    String text = out("guardian", "show", "central-it");
    assertTrue(text.contains("\n    sha1        " + SHA1.get(0) + "\n"), text);
    assertTrue(text.contains("\n    sha1        " + SHA1.get(1) + "\n"), text);
    JsonNode json = json("guardian", "show", "central-it");
    assertEquals(SHA1.subList(0, 2), ofWrappings(new ObjectMapper().createArrayNode().add(json)));
  }

  @Test
  void protectorShowAndCheckTellThoseOfEveryWrapping() throws IOException {
    String text = out("protector", "show", PROTECTOR);
    SHA1.forEach(each -> assertTrue(text.contains("                sha1 " + each + "\n"), text));
    assertEquals(SHA1, ofWrappings(listing().get("wrappings")));
    JsonNode checked = json("protector", "check", PROTECTOR).get("protectors").get(0);
    assertEquals(SHA1, ofWrappings(checked.get("wrappings")));
  }

  @Test
  void auditsTellThemInTheirTableAndOfEveryParty() throws IOException {
    List<String> parties = new ArrayList<>();
    for (JsonNode party : json("audit", PROTECTOR, "--report", "audit.csv").get("parties")) {
      party.get("certificates").forEach(each -> parties.add(each.get("sha1").asText()));
    }
    assertEquals(SHA1, parties);
    String csv = Files.readString(playground.path("audit.csv")).substring(1);
    List<List<String>> rows = CsvRows.parse(csv);
    int column = rows.get(0).indexOf("certificates_sha1");
    assertEquals(String.join(", ", SHA1), rows.get(1).get(column));
  }
}
