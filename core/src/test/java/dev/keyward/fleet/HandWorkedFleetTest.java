package dev.keyward.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fleet that was worked out by hand: every cell, and every finding. */
class HandWorkedFleetTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures")).resolve("fleet/hand-worked");

  private final Fleet fleet;
  private final Availability availability;

  HandWorkedFleetTest() throws Exception {
    Topology topology =
        Topology.parse(Files.readAllBytes(CASE.resolve("topology.yaml")), "topology.yaml", null);
    fleet = Fleet.of(topology, access());
    availability = Availability.of(fleet);
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
      List<String> words = Arrays.asList(line.split("\\s+"));
      Set<String> guardians = new HashSet<>(words.subList(1, words.size()));
      String file = words.get(0) + ".kp";
      access.put(words.get(0), new VmAccess(Optional.of(file), guardians, Optional.empty()));
    }
    return access;
  }

  private static String code(StartOutcome outcome) {
    String effort = " " + outcome.tries() + "/" + outcome.atMostSeconds();
    String code =
        switch (outcome.end()) {
          case BY_PRIMARY -> "P 1/0";
          case BY_FALLBACK -> "F 3/120";
          case REFUSED_BY_PRIMARY -> "x 1/0";
          case REFUSED_BY_FALLBACK -> "y 3/120";
          case UNREACHABLE_BOTH -> "U 4/240";
          case SITE_DOWN -> "- 0/0";
          default -> "?";
        };
    assertTrue(code.endsWith(effort), outcome + ": " + code);
    return code.charAt(0) + (outcome.round() == 0 ? "" : "" + outcome.round());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    List<String> rows = lines("matrix.txt");
    assertEquals(availability.singles().size(), rows.size());
    assertEquals(14, fleet.topology().vms().size());
    for (int single = 0; single < rows.size(); single++) {
      String row = rows.get(single).replace("|", " ");
      String name = availability.singles().get(single).toString();
      assertTrue(row.startsWith(name), row + " where the analysis has " + name);
      StringBuilder found = new StringBuilder();
      for (int vm = 0; vm < 14; vm++) {
        found.append(' ').append(code(availability.outcome(vm, single)));
      }
      assertEquals(
          row.substring(name.length()).strip().replaceAll("\\s+", " "),
          found.toString().strip(),
          name);
    }
  }

  @Test
  void theFindingsAreThePlantedFaultsTheCircleAndWhatMustNotFail() throws IOException {
    List<String> found =
        FleetRules.findings(fleet, availability, text -> text).stream()
            .map(
                each ->
                    (each.finding().code().code() + ": " + String.join(" ", each.vms())).strip())
            .sorted()
            .toList();
    assertEquals(lines("findings.txt").stream().sorted().toList(), found);
  }

  @Test
  void theHeadlinesCountWhatTheMatrixShows() {
    List<String> survivors =
        IntStream.range(0, 14)
            .filter(availability::survivesSingles)
            .mapToObj(vm -> fleet.topology().vms().get(vm).name())
            .toList();
    assertEquals(
        List.of("dc2-app", "north-app-1", "north-app-4", "south-app-1", "east-app-1"), survivors);
    assertEquals(5, availability.lost(27));
    assertEquals("site north down", availability.worstSingle().situation().toString());
    assertEquals(7, availability.worstSingle().machines());
  }

  @Test
  void theLeastChangesAreTheOnesThatTheFaultsAskFor() {
    List<String> gaps =
        availability.gaps().stream()
            .map(gap -> gap.remedy().text() + ": " + String.join(" ", gap.vms()))
            .toList();
    assertTrue(gaps.contains("grant north-hgs: north-app-2"), gaps.toString());
    assertTrue(gaps.contains("grant south-hgs: south-hgs-vm-1"), gaps.toString());
    assertTrue(
        gaps.contains("register south-host-2 with datacenter-hgs: south-hgs-vm-2 south-app-2"),
        gaps.toString());
    assertTrue(gaps.contains("grant datacenter-hgs: north-app-3"), gaps.toString());
  }

  @Test
  void everyLeastChangeMendsWhatItSays() throws Exception {
    for (Gap gap : availability.gaps()) {
      if (gap.remedy().text().startsWith("grant ") && !gap.remedy().text().contains(", ")) {
        String guardian = gap.remedy().text().substring("grant ".length());
        Map<String, VmAccess> granted = access();
        for (String vm : gap.vms()) {
          Set<String> guardians = new HashSet<>(granted.get(vm).guardians());
          guardians.add(guardian);
          granted.put(vm, new VmAccess(Optional.of(vm), guardians, Optional.empty()));
        }
        Availability after = Availability.withoutPairs(Fleet.of(fleet.topology(), granted));
        assertEquals(gap.cells(), startsMore(after, gap.vms()), gap.toString());
      }
    }
  }

  private long startsMore(Availability after, List<String> vms) {
    long more = 0;
    for (int vm = 0; vm < 14; vm++) {
      for (int single = 0; single < availability.singles().size(); single++) {
        boolean counted = vms.contains(fleet.topology().vms().get(vm).name());
        boolean starts = after.outcome(vm, single).starts();
        more += counted && starts && !availability.outcome(vm, single).starts() ? 1 : 0;
      }
    }
    return more;
  }
}
