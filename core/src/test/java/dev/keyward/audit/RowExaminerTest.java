package dev.keyward.audit;

import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TestGuardians;
import dev.keyward.protector.known.KnownGuardians;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One row of a table is examined without files and threads. */
class RowExaminerTest {

  private final Guardian owner = TestGuardians.of("owner").guardian();
  private final RowExaminer examiner =
      new RowExaminer(
          new Audit.Yardstick(
              KnownGuardians.none().withPair("the owner", owner.signing(), owner.encryption()),
              AuditPolicy.none(),
              ENGINE),
          new AuditBasis(TestTools.NOW, Duration.ofDays(90), Optional.empty(), List.of("table")));

  @Test
  void aProtectorIsNamedByCertificatesOfADirectory() throws Exception {
    byte[] row =
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(TestGuardians.of("owner").signing(), List.of())
            .encode();
    List<AuditedProtector> found = examiner.examine("row-1", row);
    assertEquals(1, found.size());
    assertEquals(Standing.VALID, found.get(0).standing());
    assertEquals("the owner", found.get(0).set().owner().orElseThrow().label());
  }

  @Test
  void whatIsNoProtectorIsAFinding() {
    List<AuditedProtector> found = examiner.examine("row-2", new byte[] {1, 2, 3});
    assertEquals(Standing.UNUSABLE, found.get(0).standing());
    assertEquals(1, found.get(0).findings().size());
  }
}
