package dev.keyward.vm.sealing;

import dev.keyward.guardian.Thumbprint;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a state of a shielded VM comes from: its lineage, and the digests of the states before it.
 *
 * @param lineage the same in all states
 * @param digests of the states before, newest first, at most 1,000; older ones are forgotten
 */
public record Ancestry(Lineage lineage, List<Thumbprint> digests) {

  /** How many states before it a state names. */
  public static final int MOST = 1000;

  /** Copies the list, and refuses a longer one. */
  public Ancestry {
    digests = List.copyOf(digests);
    if (digests.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " states before");
    }
  }

  /** That of the state that follows the one of this ancestry and digest. */
  public Ancestry after(Thumbprint digest) {
    List<Thumbprint> longer = new ArrayList<>();
    longer.add(digest);
    longer.addAll(digests.subList(0, Math.min(digests.size(), MOST - 1)));
    return new Ancestry(lineage, longer);
  }

  /** The digests one after the other, 32 bytes each. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    digests.forEach(each -> all.writeBytes(each.bytes()));
    return all.toByteArray();
  }
}
