package dev.keyward.vm;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.sealing.Ancestry;
import dev.keyward.vm.sealing.Lineage;

/**
 * One state of a shielded VM, and which states were before it. Each edit makes a new state.
 *
 * @param ancestry its lineage, and the states before
 * @param digest names this state: the SHA-256 of the associated data of its part keys
 * @param generation 1 for a VM that was made now, one more for each edit
 */
public record VmHistory(Ancestry ancestry, Thumbprint digest, long generation) {

  /** How one state is related to another. */
  public enum Relation {
    /** It is that state. */
    SAME,
    /** Edits of that state led to it. */
    DESCENDANT,
    /** Edits of it led to that state. */
    ANCESTOR,
    /** The same VM, but neither is known to come from the other. */
    BRANCH,
    /** Another VM, or one that was shielded again. */
    OTHER
  }

  /** What all states of this VM have in common. */
  public Lineage lineage() {
    return ancestry.lineage();
  }

  /** What the next state says of what was before. */
  public Ancestry next() {
    return ancestry.after(digest);
  }

  /** How this state is related to {@code other}. */
  public Relation to(VmHistory other) {
    if (!lineage().equals(other.lineage())) {
      return Relation.OTHER;
    }
    if (digest.equals(other.digest)) {
      return Relation.SAME;
    }
    if (ancestry.digests().contains(other.digest)) {
      return Relation.DESCENDANT;
    }
    return other.ancestry.digests().contains(digest) ? Relation.ANCESTOR : Relation.BRANCH;
  }

  /** Whether there are more edits between this state and {@code other} than a file remembers. */
  public boolean isFarFrom(VmHistory other) {
    return Math.abs(generation - other.generation) > Ancestry.MOST;
  }
}
