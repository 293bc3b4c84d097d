package dev.keyward.cli.strangers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyward.cli.Run;
import dev.keyward.cli.identity.CaseFolder;
import dev.keyward.cli.report.RandomNames;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that audits print, read by a real shell and then carried out: each changes the protector
 * that its finding is about, and nothing else. Names are all that a file system and an export take.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
class PrintedCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Prints each word with a zero byte behind it, and a line end behind the last. */
  private static final String READER = "keyward() { printf '%s\\0' \"$@\"; printf '\\n\\0'; }\n";

  private static final String POLICY =
      "schema: keyward.audit-policy/1\n"
          + "groups: [{name: n, vms: ['*', '*/**'], guardians: {required: [muenchen-hgs]}}]\n";

  private static final int MOST_BYTES = 240;

  @TempDir Path folder;

  private CaseFolder opened;
  private JsonNode export;

  @BeforeEach
  void open() throws IOException {
    opened = CaseFolder.of("fleet-grants-whole-export", folder);
    Files.writeString(folder.resolve("p.yaml"), POLICY);
    export = JSON.readTree(folder.resolve("exp.json").toFile());
    Files.createDirectory(folder.resolve("vms"));
  }

  /** Where a finding is, and what is printed for it. */
  private record Printed(String file, Optional<Integer> entry, Optional<String> command) {}

  private List<Printed> audit(String input) throws IOException {
    Run run = opened.run("audit " + input + " --policy p.yaml --report r.json --force");
    assertTrue(run.exit() <= 1, run.err());
    List<Printed> all = new ArrayList<>();
    JsonNode report = JSON.readTree(folder.resolve("r.json").toFile());
    for (JsonNode protector : report.at("/data/protectors")) {
      for (JsonNode finding : protector.get("findings")) {
        if (finding.get("code").asText().equals("required-guardian-missing")) {
          all.add(
              new Printed(
                  protector.get("file").asText(),
                  Optional.ofNullable(protector.get("entry"))
                      .filter(JsonNode::isNumber)
                      .map(JsonNode::asInt),
                  Optional.ofNullable(finding.get("command"))
                      .filter(JsonNode::isTextual)
                      .map(JsonNode::asText)));
        }
      }
    }
    return all;
  }

  /** What a real shell hands to the program, for each command. */
  private List<List<String>> words(List<Printed> printed) throws Exception {
    StringBuilder script = new StringBuilder(READER);
    printed.forEach(each -> each.command().ifPresent(line -> script.append(line).append('\n')));
    Path output = folder.resolve("words");
    Process shell =
        new ProcessBuilder("sh", Files.writeString(folder.resolve("script"), script).toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, shell.waitFor());
    List<List<String>> all = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (String word : Files.readString(output, StandardCharsets.UTF_8).split("\0", -1)) {
      if (word.equals("\n")) {
        all.add(line);
        line = new ArrayList<>();
      } else {
        line.add(word);
      }
    }
    return all;
  }

  private int carryOut(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--now", "2026-12-01T00:00:00Z", "--passphrase-file", "pass.txt"));
    Map<String, String> store = Map.of("KEYWARD_STORE", folder.resolve("store").toString());
    return Run.in(folder).variables(store).run(all.toArray(String[]::new)).exit();
  }

  private static boolean isTypable(String text) {
    return text.codePoints().noneMatch(ForeignText::isUnsafe);
  }

  /** Files with random names, and what the file system made of these. */
  private List<String> files(long seed, int count) throws IOException {
    byte[] document = export.get(0).get("KeyProtector").binaryValue();
    RandomNames random = new RandomNames(seed);
    Set<String> names = new HashSet<>(List.of("-", "-rf", "--in-place", "FILE", "~", "a b", "'"));
    while (names.size() < count) {
      String name = random.next().replace("/", "").replace("\0", "");
      if (!name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
        names.add(name.startsWith(".") ? "x" + name : name);
      }
    }
    for (String name : names) {
      Files.write(folder.resolve("vms").resolve(name), document);
    }
    return List.copyOf(names);
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("vms"))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** Each command has the file of its finding, and a name that cannot be typed has none. */
  private List<List<String>> readFiles(List<Printed> printed, int count) throws Exception {
    assertEquals(count, printed.size());
    List<List<String>> words = words(printed);
    int at = 0;
    for (Printed each : printed) {
      assertEquals(isTypable(each.file()), each.command().isPresent(), each.file());
      if (each.command().isPresent()) {
        List<String> line = words.get(at++);
        assertEquals(List.of("protector", "grant"), line.subList(0, 2));
        assertEquals(folder.resolve(each.file()), folder.resolve(line.get(2)).normalize());
        assertEquals(
            List.of("--guardian", "muenchen-hgs", "--in-place"), line.subList(3, line.size()));
      }
    }
    assertEquals(words.size(), at);
    return words;
  }

  private void runForFiles(long seed, int count) throws Exception {
    files(seed, count);
    for (List<String> words : readFiles(audit("vms"), count)) {
      Map<String, byte[]> before = contents();
      assertEquals(0, carryOut(words), words.toString());
      Map<String, byte[]> after = contents();
      assertEquals(before.keySet(), after.keySet());
      before.forEach(
          (name, content) ->
              assertEquals(
                  !("vms/" + name).equals(words.get(2)),
                  Arrays.equals(content, after.get(name)),
                  name + ": " + words));
    }
    assertTrue(audit("vms").stream().noneMatch(each -> each.command().isPresent()));
  }

  /** An export of random names, each twice, and two names that are machines' ids. */
  private int export(long seed, int count) throws IOException {
    RandomNames names = new RandomNames(seed);
    Random random = new Random(seed);
    ArrayNode vms = JSON.createArrayNode();
    List<String> used = new ArrayList<>(List.of("-", "--help", "2", "number 1", "a@b", "#3"));
    while (used.size() < count) {
      used.add(random.nextBoolean() ? names.next() : used.get(random.nextInt(used.size())));
    }
    for (int number = 0; number < count; number++) {
      ObjectNode vm = vms.addObject();
      vm.put("Name", used.get(number));
      if (random.nextBoolean()) {
        vm.put("Id", used.get(random.nextInt(number + 1)));
      }
      vm.set("KeyProtector", export.get(number % 4).get("KeyProtector"));
    }
    Files.write(folder.resolve("vms/all.json"), JSON.writeValueAsBytes(vms));
    return count;
  }

  private void runForMachines(long seed, int count, int most) throws Exception {
    export(seed, count);
    List<Printed> printed = audit("vms/all.json");
    List<List<String>> words = words(printed);
    int at = 0;
    for (Printed each : printed) {
      if (each.command().isPresent() && at++ < most) {
        JsonNode before = JSON.readTree(folder.resolve("vms/all.json").toFile());
        assertEquals(0, carryOut(words.get(at - 1)), words.get(at - 1).toString());
        JsonNode after = JSON.readTree(folder.resolve("vms/all.json").toFile());
        for (int number = 0; number < count; number++) {
          assertEquals(
              number != each.entry().orElseThrow(), before.get(number).equals(after.get(number)));
        }
      }
    }
    assertTrue(at > 0);
  }

  @Test
  void aShellReadsTheFileOfEachFinding() throws Exception {
    files(1, 60);
    readFiles(audit("vms"), 60);
  }

  @Test
  void eachCommandChangesItsFileAndNoOther() throws Exception {
    runForFiles(2, 8);
  }

  @Test
  void eachCommandChangesItsMachineAndNoOther() throws Exception {
    runForMachines(3, 8, 1);
  }

  @Test
  @Tag("soak")
  void aShellReadsTenThousandFiles() throws Exception {
    files(4, 10_000);
    readFiles(audit("vms"), 10_000);
  }

  @Test
  @Tag("soak")
  void manyCommandsChangeTheirFilesAndMachines() throws Exception {
    runForFiles(5, 60);
    runForMachines(6, 60, 60);
  }
}
