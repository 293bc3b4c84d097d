package dev.keyward.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.VmHistory.Relation;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says of the states before it, and what its seal looks like. */
class VmHistoryTest {

  private static final int SEAL = 4;

  @TempDir Path folder;

  private static VmHistory first() {
    Ancestry none = new Ancestry(Lineage.create(TestVms.RANDOM), List.of());
    return new VmHistory(none, digest(1), 1);
  }

  private static Thumbprint digest(long number) {
    return Thumbprint.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static VmHistory edited(VmHistory from, int edits) {
    VmHistory last = from;
    for (int i = 0; i < edits; i++) {
      last = new VmHistory(last.next(), digest(last.generation() + 1), last.generation() + 1);
    }
    return last;
  }

  @Test
  void aThousandEditsAreRemembered() {
    VmHistory first = first();
    VmHistory last = edited(first, Ancestry.MOST);
    assertEquals(Relation.DESCENDANT, last.to(first));
    assertEquals(Relation.ANCESTOR, first.to(last));
  }

  @Test
  void whatIsMoreThanAThousandEditsAwayIsTakenForABranch() {
    VmHistory first = first();
    VmHistory last = edited(first, Ancestry.MOST + 1);
    assertEquals(Relation.BRANCH, last.to(first));
    assertTrue(last.isFarFrom(first));
    assertEquals(Ancestry.MOST, last.ancestry().digests().size());
  }

  @Test
  void theSameNumbersOfAnotherLineageAreAnotherVm() {
    assertEquals(Relation.OTHER, edited(first(), 2).to(first()));
  }

  /** The number was computed with another program: printf, xxd and sha256sum. */
  @Test
  void theLineageOfAFileOfBeforeIsThatOfItsOwnerAndId() {
    Thumbprint owner = Thumbprint.of("owner".getBytes(StandardCharsets.US_ASCII));
    UUID id = UUID.fromString("3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50");
    assertEquals("af0826972080b511b3fcb9e3955c5475", Lineage.ofBefore(owner, id).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256, (1 << 20) - 56})
  void theLengthOfAPartIsHidden(int size) throws Exception {
    hides(size);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(ints = {1, 257, (1 << 20) - 57})
  void theLengthOfAPartAtTheOtherEdgesIsHidden(int size) throws Exception {
    hides(size);
  }

  private void hides(int size) throws Exception {
    byte[] content = new byte[size];
    // What looks like a padding is content all the same.
    if (size > 2) {
      content[size - 2] = (byte) 0x80;
    }
    Map<String, byte[]> contents = Map.of("vtpm-state", content);
    Path file = TestVms.write(folder, TestVms.shielded("app", contents));
    try (ShieldedVm vm = ShieldedVm.open(file, TestVms.ENGINE)) {
      assertEquals((size / 256 + 1) * 256L, vm.parts().get(0).size());
    }
    assertArrayEquals(content, TestVms.contents(file, "branch").get("vtpm-state"));
    TestVms.write(folder, TestVms.rolled(file, "branch"));
    TestVms.write(folder, TestVms.resealed(file, VmEdit.NOTHING));
    assertArrayEquals(content, TestVms.contents(file, "branch").get("vtpm-state"));
  }

  private String refusal(String from, String to) throws Exception {
    byte[] app = TestVms.shielded("app", Map.of("vtpm-state", new byte[300]));
    List<byte[]> blocks = TestVms.blocks(app);
    String seal = new String(blocks.get(SEAL), StandardCharsets.UTF_8);
    assertTrue(seal.contains(from), seal);
    blocks.set(SEAL, seal.replace(from, to).getBytes(StandardCharsets.UTF_8));
    Path file = TestVms.write(folder, TestVms.file(blocks));
    return assertThrows(KeywardException.class, () -> TestVms.contents(file, "branch"))
        .fault()
        .code();
  }

  @Test
  void anotherHistoryDoesNotOpen() throws Exception {
    String one = "A".repeat(43) + "=";
    assertEquals("part-keys", refusal("\"history\":\"\"", "\"history\":\"" + one + "\""));
    assertEquals("bad-field", refusal("\"history\":\"\"", "\"history\":\"AAAA\""));
    assertEquals("bad-field", refusal("\"lineage\":\"", "\"lineage\":\"0"));
    String long0 = "A".repeat((Ancestry.MOST + 1) * 44);
    assertEquals("bad-field", refusal("\"history\":\"\"", "\"history\":\"" + long0 + "\""));
  }

  @Test
  void aSealOfAnotherVersionIsNotRead() throws Exception {
    assertEquals("unknown-version", refusal("part-seal/2", "part-seal/3"));
    assertEquals("unknown-field", refusal("part-seal/2", "part-seal/1"));
  }
}
