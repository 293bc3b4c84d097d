package dev.keyward.protector;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.part.Check;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** How the wrappings stand to each other, before any signature is looked at. */
final class StructureChecks {

  static final String WRAPPINGS = "Protector/Wrappings";
  static final String SEAL = "Protector/GuardianSignature";

  // Asked for in every check of every protector, and nearly always of the same few numbers.
  private static final List<String> PLACES =
      LongStream.range(0, KeyProtector.MAX_WRAPPINGS).mapToObj(StructureChecks::place).toList();

  private final KeyProtector protector;
  private final Map<WrappingId, Wrapping> byId = new HashMap<>();
  private final List<WrappingId> repeated = new ArrayList<>();

  StructureChecks(KeyProtector protector) {
    this.protector = protector;
    for (Wrapping wrapping : protector.wrappings()) {
      if (byId.putIfAbsent(wrapping.id(), wrapping) != null) {
        repeated.add(wrapping.id());
      }
    }
  }

  /** The place of a wrapping as errors name it. */
  static String place(Wrapping wrapping) {
    long id = wrapping.id().value();
    return id < PLACES.size() ? PLACES.get((int) id) : place(id);
  }

  private static String place(long id) {
    return WRAPPINGS + "/Wrapping (Id " + id + ")";
  }

  List<Check> all() {
    return List.of(identifiers(), owner(), parents(), keys(), sealer());
  }

  private Check identifiers() {
    return repeated.isEmpty()
        ? Check.passed("wrapping-ids", WRAPPINGS)
        : Check.failed("wrapping-ids", WRAPPINGS, "id " + repeated.get(0) + " more than once");
  }

  private Check owner() {
    int owners = 0;
    for (Wrapping wrapping : protector.wrappings()) {
      owners += wrapping.isOwn() ? 1 : 0;
    }
    return owners == 1
        ? Check.passed("owner", WRAPPINGS)
        : Check.failed("owner", WRAPPINGS, owners + " owners instead of one");
  }

  private Check parents() {
    for (Wrapping wrapping : protector.wrappings()) {
      String lost = lostOnTheWayToOwner(wrapping);
      if (!lost.isEmpty()) {
        return Check.failed("parents", place(wrapping), lost);
      }
    }
    return Check.passed("parents", WRAPPINGS);
  }

  private String lostOnTheWayToOwner(Wrapping start) {
    Wrapping at = start;
    for (int steps = 0; steps <= byId.size(); steps++) {
      if (at.isOwn()) {
        return "";
      }
      WrappingId parent = at.grant().parent();
      at = byId.get(parent);
      if (at == null) {
        return "the parent " + parent + ", which is not there";
      }
    }
    return "parents that go round in a circle";
  }

  /**
   * One key in two wrappings, or as signing key here and encryption key there, would let one
   * guardian pass for another. The same key in both roles of one wrapping is old practice and
   * allowed.
   */
  private Check keys() {
    Set<Thumbprint> seen = new HashSet<>();
    for (Wrapping wrapping : protector.wrappings()) {
      for (Thumbprint key : keysOf(wrapping)) {
        if (!seen.add(key)) {
          return Check.failed("distinct-keys", place(wrapping), "a key of another wrapping");
        }
      }
    }
    return Check.passed("distinct-keys", WRAPPINGS);
  }

  private static List<Thumbprint> keysOf(Wrapping wrapping) {
    Thumbprint signing = wrapping.signing().keyThumbprint();
    Thumbprint encryption = wrapping.encryption().keyThumbprint();
    return signing.equals(encryption) ? List.of(signing) : List.of(signing, encryption);
  }

  private Check sealer() {
    WrappingId sealer = protector.guardianSignature().sealer();
    return byId.containsKey(sealer)
        ? Check.passed("sealer", SEAL)
        : Check.failed("sealer", SEAL, "the wrapping " + sealer + ", which is not there");
  }
}
