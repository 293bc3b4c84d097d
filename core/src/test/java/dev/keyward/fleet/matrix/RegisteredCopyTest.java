package dev.keyward.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Place;
import dev.keyward.finding.VmFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of several copies of a VM the matrix shows the one that a host has registered. */
class RegisteredCopyTest {

  private static final String LIVE = "share/web-01/Virtual Machines/a.vmcx";
  private static final String SNAPSHOT = "share/web-01/Snapshots/b.vmcx";
  private static final String EXPORT = "share/Export/Virtual Machines/a.vmcx";

  private static AuditedProtector copy(String file) {
    VmFacts.Files files = new VmFacts.Files(Optional.empty(), VmFacts.LastKnownGood.NONE);
    return new AuditedProtector(
            new Place(file, OptionalInt.of(0), "web-01"),
            Standing.VALID,
            GuardianSet.NOBODY,
            Optional.empty(),
            List.of(),
            Optional.empty())
        .beside(VmFacts.of(Optional.of(true), files));
  }

  private static List<String> shown(List<String> paths, String... files) {
    List<AuditedProtector> all = Stream.of(files).map(RegisteredCopyTest::copy).toList();
    return RegisteredCopy.of(all, paths).stream().map(each -> each.place().file()).toList();
  }

  @Test
  void theOneWhoseFoldersTheHostNamesCounts() {
    String path = "C:\\ClusterStorage\\Volume1\\WEB-01\\Virtual Machines\\A.vmcx";
    assertEquals(List.of(LIVE), shown(List.of(path), EXPORT, LIVE, SNAPSHOT));
  }

  @Test
  void allAreShownWhereThePathsDoNotTell() {
    assertEquals(List.of(EXPORT, LIVE), shown(List.of(), EXPORT, LIVE));
    assertEquals(List.of(EXPORT, LIVE), shown(List.of("C:\\VMs\\a.vmcx"), EXPORT, LIVE));
    String both = "D:\\Virtual Machines\\a.vmcx";
    assertEquals(List.of(EXPORT, LIVE), shown(List.of(both), EXPORT, LIVE));
  }
}
