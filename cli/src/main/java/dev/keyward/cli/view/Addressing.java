package dev.keyward.cli.view;

import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.KeyState;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a protector is addressed to a guardian, and by which of its keys; of several wrappings
 * the best answers.
 */
public final class Addressing {

  private final String name;
  private final boolean strict;
  private final Set<WrappingId> wrappings = new LinkedHashSet<>();
  private final Set<String> claimants = new TreeSet<>();
  private Optional<Identity.Known> best = Optional.empty();

  private Addressing(String name, boolean strict) {
    this.name = name;
    this.strict = strict;
  }

  /**
   * Of a protector and a guardian.
   *
   * @param label as {@link #label} gives it
   * @param strict whether a former or unlisted key is a no
   */
  public static Addressing of(
      VerifiedProtector protector, KnownGuardians known, String label, boolean strict) {
    Addressing addressing = new Addressing(known.shown(label), strict);
    KnownGuardians beside = known.beside(protector.wrappings());
    for (Wrapping wrapping : protector.wrappings()) {
      addressing.add(wrapping, beside.holders(wrapping), label);
    }
    return addressing;
  }

  /**
   * The guardian that a user means; nobody chooses among several of one name.
   *
   * @throws UsageException where the name fits several
   */
  public static Optional<String> label(KnownGuardians known, String asked) throws UsageException {
    Set<String> fitting = known.find(asked);
    if (fitting.size() > 1) {
      throw new UsageException(
          "several guardians have the name " + Text.printable(asked),
          "name one of them: " + String.join(", ", new TreeSet<>(fitting)));
    }
    return fitting.stream().findFirst();
  }

  private void add(Wrapping wrapping, Holders holders, String label) {
    if (!(holders.identity() instanceof Identity.Known key) || !key.name().equals(label)) {
      return;
    }
    if (holders.claimants().size() > 1) {
      claimants.addAll(holders.claimants());
      return;
    }
    if (key.by() != KeyState.RETIRED) {
      wrappings.add(wrapping.id());
    }
    if (best.isEmpty() || key.by().compareTo(best.get().by()) < 0) {
      best = Optional.of(key);
    }
  }

  /** The wrappings for keys of that guardian that are not retired. */
  public Set<WrappingId> wrappings() {
    return Set.copyOf(wrappings);
  }

  /** Whether the answer is yes. */
  public boolean isYes() {
    return best.filter(key -> key.by() != KeyState.RETIRED && (!strict || key.isInUse()))
        .isPresent();
  }

  /** What the key is to the guardian; empty where no wrapping is for it. */
  public Optional<String> by() {
    return best.map(key -> key.by().code());
  }

  /** The answer in words. */
  public String words() {
    if (best.isEmpty()) {
      return claimants.isEmpty()
          ? "no, not addressed to " + name
          : "no: "
              + String.join(" and ", claimants)
              + " claim one encryption key, which says nothing about who has it";
    }
    Identity.Known key = best.get();
    return switch (key.by()) {
      case CURRENT, ENABLED -> "yes, addressed to " + name;
      case FORMER -> former(key);
      case UNLISTED ->
          (strict ? "no, only by" : "yes, by")
              + " a key that "
              + name
              + " signed and no metadata here lists: former, or newer than what is known";
      case RETIRED -> "no, only by a retired key";
    };
  }

  private String former(Identity.Known key) {
    String replaced =
        key.since().map(moment -> " (replaced " + Certificates.day(moment) + ")").orElse("");
    return strict
        ? "no, only by a former key of " + name + replaced
        : "yes, by a former key of "
            + name
            + replaced
            + ": it opens while "
            + name
            + " keeps that key enabled";
  }
}
