package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.args.Verb;
import dev.keyward.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A verb that reads writes nothing into a store, a service or a host: not even the new form of a
 * record that an earlier version made, as those in {@code fixtures/store-test-only/store} are. The
 * transcripts, which are replayed, name all files that a command made, changed or removed.
 */
class ReadingVerbsTest {

  /** Those that keep something, or whose output is a file of their own. */
  private static final Set<String> WRITING =
      Set.of(
          "demo-branch-office",
          "demo-kvm",
          "guardian-change-passphrase",
          "guardian-create",
          "guardian-import",
          "guardian-import-keys",
          "guardian-remove",
          "guardian-renew",
          "guardian-retire",
          "guardian-update",
          "guardian-use",
          "hgs-accept-restore",
          "hgs-certificate-add",
          "hgs-certificate-disable",
          "hgs-certificate-renew",
          "hgs-certificate-set-primary",
          "hgs-change-passphrase",
          "hgs-host-add",
          "hgs-host-remove",
          "hgs-init",
          "hgs-policy-add",
          "hgs-policy-remove",
          "hgs-serve",
          "host-configure",
          "host-init",
          "host-libvirt-accept",
          "host-libvirt-add",
          "host-libvirt-hook",
          "host-libvirt-remove",
          "host-libvirt-start",
          "host-run",
          "host-start",
          "host-test");

  private static final Path TRANSCRIPTS =
      Path.of(System.getProperty("keyward.fixtures")).resolve("transcripts");

  /** The line of a file in a folder that a verb keeps things in. */
  private static final Pattern KEPT =
      Pattern.compile(
          "(?:created|changed|removed) .*\\b(?:store|hgs|hgs-node|hosts|branch-host)/.*");

  @Test
  void noReadingVerbChangesWhatIsKept() throws IOException {
    List<String> changes = new ArrayList<>();
    for (Path transcript : transcripts()) {
      if (!WRITING.contains(transcript.getParent().getFileName().toString())) {
        files(transcript).stream()
            .filter(line -> KEPT.matcher(line).matches())
            .forEach(line -> changes.add(TRANSCRIPTS.relativize(transcript) + ": " + line));
      }
    }
    assertEquals(List.of(), changes);
  }

  @Test
  void theVerbsThatWriteAreVerbs() {
    Set<String> all = new TreeSet<>();
    Commands.verbs().stream().map(Verb::dashed).forEach(all::add);
    assertTrue(all.containsAll(WRITING), WRITING::toString);
  }

  private static List<Path> transcripts() throws IOException {
    try (Stream<Path> all = Files.walk(TRANSCRIPTS)) {
      return all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static List<String> files(Path transcript) throws IOException {
    List<String> lines = Files.readAllLines(transcript);
    int start = lines.lastIndexOf("--- files");
    return start < 0 ? List.of() : lines.subList(start + 1, lines.size());
  }
}
