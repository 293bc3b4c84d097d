package dev.keyward.protector.known.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.known.KnownGuardian;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import dev.keyward.protector.known.folder.FolderGuardians.Document;
import dev.keyward.protector.part.Identity;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the documents of a folder make of each other's keys. */
class FolderGuardiansTest {

  private final GuardianKeys old = TestKeys.guardian("hgs", 0, 1);
  private final GuardianKeys second = TestKeys.laterGuardian("hgs", 2, 3);
  private final GuardianKeys third = TestKeys.laterGuardian("hgs", 4, 5);
  private final GuardianKeys victim = TestKeys.laterGuardian("victim", 6, 7);

  @Test
  void nobodyTakesOnTheKeysOfAnotherBySigningForThem() {
    FolderGuardians made =
        folder(own("hgs", old), document("taken", TestKeys.signedBy(old, victim)));
    assertEquals(List.of("taken"), refused(made));
    assertInstanceOf(Identity.Unknown.class, identify(made, victim.guardian()));
  }

  @Test
  void norOfAnotherWhoseCertificatesCameAlone() {
    FolderGuardians made =
        folder(own("hgs", old), document("taken", TestKeys.signedBy(old, victim)));
    Guardian whose = victim.guardian();
    KnownGuardians known =
        KnownGuardians.none()
            .withNamed(made.named())
            .withPair("victim", whose.signing(), whose.encryption());
    Identity identity = known.holders(whose.signing(), whose.encryption(), false).identity();
    assertEquals(Identity.Known.current("victim"), identity);
  }

  @Test
  void aNewSigningKeyThatConfirmsTheOldOneIsTheSameGuardian() {
    FolderGuardians made =
        folder(own("hgs", old), document("new", TestKeys.successor(old, second)));
    assertEquals(KeyState.FORMER, by(made, old.guardian()));
    assertEquals(KeyState.CURRENT, by(made, second.guardian()));
  }

  @Test
  void whatTheNewKeyPublishesByItselfBelongsToItToo() {
    GuardianKeys again = TestKeys.laterGuardian("hgs", 2, 8);
    FolderGuardians made =
        folder(
            document("new", TestKeys.successor(old, second)),
            own("hgs", old),
            own("second", second),
            own("z-again", again));
    assertEquals(List.of(), refused(made));
    assertEquals(KeyState.FORMER, by(made, old.guardian()));
    assertEquals(KeyState.FORMER, by(made, second.guardian()));
    assertEquals(KeyState.CURRENT, by(made, again.guardian()));
  }

  @Test
  void severalChangesAreFoundInAnyOrder() {
    List<Document> documents =
        Arrays.asList(
            document("third", TestKeys.successor(second, third)),
            document("second", TestKeys.successor(old, second)),
            own("old", old));
    for (int turn = 0; turn < documents.size(); turn++) {
      Collections.rotate(documents, 1);
      FolderGuardians made = FolderGuardians.of(documents, List.of());
      assertEquals(List.of(), refused(made));
      assertEquals(KeyState.FORMER, by(made, old.guardian()));
      assertEquals(KeyState.CURRENT, by(made, third.guardian()));
    }
  }

  @Test
  void aChangeBackIsNoChange() {
    FolderGuardians made =
        folder(
            own("hgs", old),
            document("there", TestKeys.successor(old, second)),
            document("back", TestKeys.successor(second, TestKeys.guardian("hgs", 0, 8))));
    assertEquals(List.of("back"), refused(made));
  }

  @Test
  void theStoreSaysWhoseItsKeysAre() {
    NamedGuardian stored = NamedGuardian.stored(GuardianHistory.of(victim.guardian()), false);
    KnownGuardian known = new KnownGuardian("victim", List.of(stored));
    GuardianMetadata both = TestKeys.successor(old, TestKeys.laterGuardian("hgs", 6, 8));
    FolderGuardians made =
        FolderGuardians.of(List.of(own("hgs", old), document("both", both)), List.of(known));
    assertEquals(List.of("both"), refused(made));
  }

  private static FolderGuardians folder(Document... documents) {
    return FolderGuardians.of(List.of(documents), List.of());
  }

  private static Document own(String name, GuardianKeys keys) {
    return document(name, TestKeys.metadata(keys));
  }

  private static Document document(String name, GuardianMetadata metadata) {
    return new Document(List.of("known", name), TestKeys.name(name), metadata);
  }

  private static List<String> refused(FolderGuardians made) {
    return made.refused().stream().map(each -> each.document().name().toString()).toList();
  }

  private static Identity identify(FolderGuardians made, Guardian guardian) {
    return KnownGuardians.none()
        .withNamed(made.named())
        .holders(guardian.signing(), guardian.encryption(), false)
        .identity();
  }

  private static KeyState by(FolderGuardians made, Guardian guardian) {
    return assertInstanceOf(Identity.Known.class, identify(made, guardian)).by();
  }
}
