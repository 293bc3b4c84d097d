package dev.keyward.guardian.trust;

import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import java.util.List;
import java.util.Objects;

/**
 * A guardian in the store.
 *
 * @param history the keys that it has and had
 * @param generations what the store holds of each generation of the history, in its order: the
 *     current one, then those that were replaced, the latest first
 * @param passedOver the number of former keys that Keyward dropped, because a record of an earlier
 *     version had too many
 */
public record StoredGuardian(
    GuardianHistory history, List<Generation> generations, int passedOver) {

  /**
   * A signing and an encryption key that a guardian in the store has or had.
   *
   * @param trusted its certificates, and why they were taken
   * @param hasKeys whether the store holds both private keys
   */
  public record Generation(TrustedGuardian trusted, boolean hasKeys) {

    /** Its certificates. */
    public Guardian guardian() {
      return trusted.guardian();
    }
  }

  /**
   * What a store holds.
   *
   * @param readable the guardians in the order of their names
   * @param damaged the entries that cannot be read, in the same order
   */
  public record Listing(List<StoredGuardian> readable, List<DamagedGuardian> damaged) {
    /** Copies the lists. */
    public Listing {
      readable = List.copyOf(readable);
      damaged = List.copyOf(damaged);
    }
  }

  /** One whose keys are all known. */
  public StoredGuardian(GuardianHistory history, List<Generation> generations) {
    this(history, generations, 0);
  }

  /** Refuses generations that are not those of the history. */
  public StoredGuardian {
    Objects.requireNonNull(history, "history");
    generations = List.copyOf(generations);
    List<Guardian> known = generations.stream().map(Generation::guardian).toList();
    if (!known.equals(history.generations())) {
      throw new IllegalArgumentException("generations of another history");
    }
  }

  /** A guardian with one generation. */
  public static StoredGuardian of(TrustedGuardian trusted, boolean hasKeys) {
    return new StoredGuardian(
        GuardianHistory.of(trusted.guardian()), List.of(new Generation(trusted, hasKeys)));
  }

  /** Its current certificates, verified when they were put there, and why they are trusted. */
  public TrustedGuardian trusted() {
    return generations.get(0).trusted();
  }

  /** Its current certificates. */
  public Guardian guardian() {
    return trusted().guardian();
  }

  /** Why it is trusted. */
  public TrustDecision trust() {
    return trusted().decision();
  }

  /** Whether the store holds the private keys of the current generation. */
  public boolean hasKeys() {
    return generations.get(0).hasKeys();
  }

  /** The generations whose private keys the store holds, the current one first. */
  public List<Guardian> withKeys() {
    return generations.stream().filter(Generation::hasKeys).map(Generation::guardian).toList();
  }

  /**
   * The name of the folder that the store keeps the private keys of a generation in; "" for the
   * current one. An export names its folders likewise.
   */
  public String folder(Guardian generation) {
    return GuardianFiles.folder(history.generations(), generation);
  }

  /** Written out: what Java makes up for a record takes a tenth of a short command's time. */
  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof StoredGuardian stored
            && stored.history.equals(history)
            && stored.generations.equals(generations)
            && stored.passedOver == passedOver;
  }

  @Override
  public int hashCode() {
    return history.hashCode();
  }
}
