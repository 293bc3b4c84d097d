package dev.keyward.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.protector.TestGuardians;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names of guardians and hosts that look alike, each among their kind. */
class LookAlikesTest {

  private static final GuardianCertificate CERTIFICATE =
      TestGuardians.of("central-it").guardian().signing();

  private final SeenPlaces places = new SeenPlaces();
  private final LookAlikes looks =
      new LookAlikes(places, text -> text.replace('\u0430', 'a').replace('\u0441', 'c'));

  private List<Finding> of(String vm, String host, String guardian) {
    return of(looks, vm, host, guardian);
  }

  private List<Finding> of(LookAlikes ledger, String vm, String host, String guardian) {
    Place.Mark mark = new Place.Mark(Optional.of(vm), Optional.of(host));
    Place place = new Place("export.json", OptionalInt.of(0), vm, false, mark);
    Party party = new Party(guardian, Optional.of(guardian), Optional.of(CERTIFICATE.thumbprint()));
    AuditedProtector result =
        new AuditedProtector(
            place,
            Standing.VALID,
            new GuardianSet(Optional.of(party), List.of()),
            Optional.of(party),
            List.of(),
            Optional.empty());
    Examined examined =
        new Examined(
            result,
            List.of(new Carried(party, CERTIFICATE, CERTIFICATE, true)),
            Set.of(),
            Optional.empty());
    return ledger.of(examined, places.here(0, place));
  }

  private static List<String> words(List<Finding> findings) {
    return findings.stream().map(Finding::found).toList();
  }

  @Test
  void eachProtectorOfALaterGuardianSaysWhomItsNameLooksLike() {
    of("vm-2", "host", "branch-hgs");
    for (String vm : List.of("vm-3", "vm-4")) {
      List<Finding> findings = of(vm, "host", "br\u0430nch-hgs");
      assertEquals(
          List.of("guardian br<U+0430>nch-hgs looks like guardian branch-hgs"), words(findings));
      assertEquals(Severity.WARNING, findings.get(0).severity());
    }
  }

  @Test
  void aHostThatLooksLikeAnotherIsFound() {
    of("vm-2", "host-c", "hgs");
    assertEquals(
        List.of("host host-<U+0441> looks like host host-c"),
        words(of("vm-3", "host-\u0441", "hgs")));
  }

  @Test
  void namesOfAsciiAreANote() {
    of("vm-2", "host", "hgs-1");
    List<Finding> findings = of("vm-3", "host", "hgs-l");
    assertEquals(List.of("guardian hgs-l looks like guardian hgs-1"), words(findings));
    assertEquals(Severity.NOTE, findings.get(0).severity());
  }

  @Test
  void saysThatThereWereTooManyNames() {
    LookAlikes full = new LookAlikes(places, text -> text, HeapShare.ofBytes(0));
    of(full, "vm-2", "host", "hgs");
    assertEquals(2, full.left(), "of a host and a guardian");
  }

  @Test
  void aMachineThatLooksLikeAGuardianIsNoFinding() {
    of("vm-2", "host", "hgs");
    assertEquals(List.of(), of("hgs", "HGS", "HGS"));
  }
}
