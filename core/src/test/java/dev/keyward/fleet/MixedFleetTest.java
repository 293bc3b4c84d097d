package dev.keyward.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.Outage;
import dev.keyward.fleet.availability.Situation;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.TopologyFiles;
import dev.keyward.hgs.description.HgsDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fleet with an HGS and hosts in local mode, worked out by hand: every cell, every finding. */
class MixedFleetTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures")).resolve("fleet/mixed");
  private static final LocalKeys KEYS = new LocalKeys();

  private final Fleet fleet;
  private final Availability availability;

  MixedFleetTest() throws Exception {
    byte[] yaml = Files.readAllBytes(CASE.resolve("topology.yaml"));
    fleet = Fleet.of(Topology.parse(yaml, "topology.yaml", stores(Instant.EPOCH)), access());
    availability = Availability.of(fleet);
  }

  /** A path of this test says what a host has: the number of a guardian, and what of it. */
  private static TopologyFiles stores(Instant now) {
    return new TopologyFiles() {
      @Override
      public HgsDescription service(String folder) {
        throw new IllegalStateException("no folder is named");
      }

      @Override
      public byte[] file(String path) {
        throw new IllegalStateException("no configuration is named");
      }

      @Override
      public void certificates(String path, String host, MatrixDraft draft) {
        String[] words = path.split(" ");
        LocalKeys.Had had = LocalKeys.Had.valueOf(words[1].toUpperCase(Locale.ROOT));
        // Windows spells the host in its own way.
        KEYS.add(draft, host.toUpperCase(Locale.ROOT), Integer.parseInt(words[0]), had);
      }

      @Override
      public Instant now() {
        return now;
      }
    };
  }

  private static List<String> lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(CASE.resolve(file))) {
      return lines
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  private static Map<String, VmAccess> access() throws IOException {
    Map<String, VmAccess> access = new HashMap<>();
    for (String line : lines("guardians.txt")) {
      String[] words = line.split("\\s+");
      Set<String> services = new HashSet<>(List.of(words).subList(2, words.length));
      Optional<String> fault =
          words[1].equals("invalid") ? Optional.of("its protector: invalid") : Optional.empty();
      List<WrappingCertificates> wrappings =
          words[1].matches("[0-9]")
              ? List.of(KEYS.guardian(Integer.parseInt(words[1])))
              : List.of();
      access.put(
          words[0], new VmAccess(Optional.of(words[0] + ".kp"), services, fault).with(wrappings));
    }
    return access;
  }

  private static String code(StartOutcome outcome) {
    String code =
        switch (outcome.end()) {
          case BY_HOST -> "H";
          case BY_OTHER_HOST -> "O";
          case NO_HOST_KEY -> "N";
          case HOST_KEY_NOT_KNOWN -> "?";
          case BY_PRIMARY -> "P";
          case UNREACHABLE_NO_FALLBACK -> "U";
          case SITE_DOWN -> "-";
          default -> outcome.toString();
        };
    return code + (outcome.round() == 0 ? "" : outcome.round());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    List<Situation> situations = new ArrayList<>(availability.singles());
    Outage lv1 = new Outage(Outage.Kind.HOST, "lv1");
    situations.add(new Situation(List.of(lv1, new Outage(Outage.Kind.HOST, "lv2"))));
    situations.add(new Situation(List.of(lv1, new Outage(Outage.Kind.COLD_SITE, "dc"))));
    List<String> found = new ArrayList<>();
    for (Situation situation : situations) {
      StringBuilder row = new StringBuilder(situation.toString());
      for (int vm = 0; vm < fleet.topology().vms().size(); vm++) {
        row.append(' ').append(code(availability.outcome(vm, situation)));
      }
      found.add(row.toString());
    }
    assertEquals(
        lines("matrix.txt").stream().map(row -> row.replaceAll("[ |]+", " ").strip()).toList(),
        found);
  }

  @Test
  void everyFindingIsAsItWasWorkedOut() throws IOException {
    assertEquals(
        lines("findings.txt"),
        FleetRules.findings(fleet, availability, text -> text).stream()
            .map(
                each ->
                    each.finding().code().code()
                        + " "
                        + each.finding().severity().code()
                        + " "
                        + String.join(",", each.vms()))
            .toList());
  }

  @Test
  void aGapIsClosedByAnImportOnAHostThatIsUp() {
    List<String> gaps =
        availability.gaps().stream()
            .map(Gap::remedy)
            .flatMap(remedy -> remedy.command().stream())
            .toList();
    String rest = " --vms FILE --certificates PATH";
    assertTrue(gaps.contains("fleet move VM --to lv1" + rest), gaps.toString());
    assertTrue(gaps.contains("fleet move VM --to lv4" + rest), gaps.toString());
  }
}
