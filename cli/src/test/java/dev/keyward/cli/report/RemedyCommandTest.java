package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.cli.console.Shell;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("windows")
class MendCommandTest {

  private static final Finding FINDING =
      new Finding(
          AuditFindingCode.INVALID,
          Severity.ERROR,
          "found",
          new Finding.Remedy("look at it", Optional.of("protector verify FILE")));

  private static String of(Place... places) {
    return RemedyCommand.of(new LocatedFinding(FINDING, places.length, List.of(places)))
        .orElseThrow();
  }

  private static Place file(String name) {
    return new Place(name, OptionalInt.empty(), "vm");
  }

  private static Place entry(String file, String vm) {
    return new Place(file, OptionalInt.of(3), vm);
  }

  @Test
  void namesEveryFileOfAFew() {
    assertEquals("keyward protector verify a.kp vms/b.kp", of(file("a.kp"), file("vms/b.kp")));
  }

  @Test
  void namesNoneOfMany() {
    List<Place> many = new ArrayList<>();
    for (int index = 0; index < 9; index++) {
      many.add(file("vm-" + index));
    }
    assertEquals("keyward protector verify FILE...", of(many.toArray(Place[]::new)));
  }

  @Test
  void namesOneVmOfAnExport() {
    assertEquals(
        "keyward protector verify all.json --vm web-01",
        of(entry("all.json", "web-01"), entry("all.json", "web-02")));
  }

  @Test
  void quotesWhatAShellWouldTakeForMoreThanAName() {
    assertEquals("keyward protector verify 'a b.kp'", of(file("a b.kp")));
    assertEquals("keyward protector verify " + Shell.here().quoted("$(id)", ""), of(file("$(id)")));
    assertEquals("keyward protector verify all.json --vm 'web 1'", of(entry("all.json", "web 1")));
  }

  @Test
  void showsNothingThatActsOnATerminal() {
    assertEquals(
        "keyward protector verify " + Shell.here().quoted("a<U+001B>[31m<U+000A>.kp", ""),
        of(file("a\u001b[31m\n.kp")));
  }

  @Test
  void isEmptyWhereNoCommandMends() {
    Finding none =
        new Finding(
            AuditFindingCode.NO_PROTECTOR,
            Severity.WARNING,
            "none",
            new Finding.Remedy("shield it", Optional.empty()));
    assertEquals(Optional.empty(), RemedyCommand.of(none, file("a")));
  }
}
