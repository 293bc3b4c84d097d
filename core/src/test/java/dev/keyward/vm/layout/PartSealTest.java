package dev.keyward.vm.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.TransportKey;
import dev.keyward.vm.TestVms;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartSealTest {

  private static final Thumbprint DIGEST = Thumbprint.of(new byte[0]);

  @Test
  void theLongestHistoryFitsBesideTheMostAndLargestParts() throws Exception {
    List<SealedPart> parts = new ArrayList<>();
    long size = PartForm.PADDED.sealedSize(SealedPart.MAX_SIZE);
    for (int i = 0; i < BlockFile.MAX_PARTS; i++) {
      String name = "n".repeat(62) + (char) ('a' + i / 26) + (char) ('a' + i % 26);
      parts.add(new SealedPart(PartName.secret(name), size, DIGEST));
    }
    Ancestry ancestry =
        new Ancestry(Lineage.create(TestVms.RANDOM), Collections.nCopies(Ancestry.MOST, DIGEST));
    Binding binding =
        new Binding(Binding.MAX_GENERATION, DIGEST, DIGEST, parts, Optional.of(ancestry));
    try (TransportKey key = TransportKey.create(TestVms.RANDOM);
        PartKeys keys = PartKeys.create(parts.size(), TestVms.RANDOM)) {
      byte[] seal = PartSeal.create(keys, key, binding, TestVms.RANDOM).encode();
      assertTrue(seal.length <= PartSeal.MAX_SIZE, seal.length + " bytes");
      assertEquals(binding, PartSeal.decode(seal).binding());
    }
  }
}
