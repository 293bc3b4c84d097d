package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.OpenersCompared;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * VMs in Hyper-V's own files, by GUID. Snapshots, exports and replicas are copies: the same
 * protector once more counts as none, and another protector is a note. A protector takes at most 50
 * bytes. A copy is known by 128 bits, because a stranger who found two protectors with equal bits
 * could hide one behind the other.
 */
final class SeenMachines {

  /** So many different protectors of one VM are remembered. */
  private static final int MOST_DIFFERENT = 8;

  private static final int SMALLEST = 1 << 8;
  private static final OpenersCompared COMPARED =
      new OpenersCompared("this copy", "the copy that was read first");
  private static final Finding.Remedy REMEDY =
      Finding.Remedy.noCommand(
          "find out which copy the host uses, and delete copies that you do not need: a guardian"
              + " that you revoked can still start an older copy");

  private final HeapShare room;
  private final MarkTable table = new MarkTable();
  private final Map<GuardianSet, Integer> numbers = new HashMap<>();
  private final List<GuardianSet> sets = new ArrayList<>();
  private long[] prints = new long[2 * SMALLEST];
  private long[] documents = new long[SMALLEST];
  private int[] opened = new int[SMALLEST];
  private int size;

  SeenMachines(HeapShare room) {
    this.room = room;
  }

  /**
   * Notes a protector. What comes back is the protector, with a note where another copy of its VM
   * has another one; empty where an earlier file holds exactly the same.
   */
  Optional<AuditedProtector> note(AuditedProtector found) {
    Optional<String> id = found.place().mark().id();
    if (id.isEmpty() || found.facts().files().isEmpty()) {
      return Optional.of(found);
    }
    String slot = VmName.folded(id.get()) + "\n" + slot(found);
    ByteBuffer print = print(found);
    long high = print.getLong();
    long low = print.getLong();
    OptionalInt first = OptionalInt.empty();
    for (int variant = 0; variant < MOST_DIFFERENT; variant++) {
      long mark = Thumbprint.of(bytes(variant + "\n" + slot)).prefix();
      OptionalInt before = table.find(mark);
      if (before.isEmpty()) {
        table.put(mark, remember(found, high, low));
        break;
      }
      int number = before.getAsInt();
      if (prints[2 * number] == high && prints[2 * number + 1] == low) {
        return Optional.empty();
      }
      first = first.isPresent() ? first : before;
    }
    return Optional.of(first.isPresent() ? compared(found, first.getAsInt()) : found);
  }

  /** Protectors are compared that are in the same place of the VM. */
  private static String slot(AuditedProtector found) {
    if (found.place().lastKnownGood()) {
      return "last known good";
    }
    // Where a file is missing, nothing is known about the protector.
    boolean unknown = has(found, AuditFindingCode.PROTECTOR_NOT_IN_THESE_FILES);
    int entry = found.place().entry().orElse(0);
    return unknown ? "unknown" : entry == 0 ? "current" : "elsewhere " + entry;
  }

  private static boolean has(AuditedProtector found, AuditFindingCode code) {
    return found.findings().stream().anyMatch(finding -> finding.code() == code);
  }

  /** All that a reader would see, but for the file. */
  private static ByteBuffer print(AuditedProtector found) {
    Place place = found.place();
    StringBuilder all = new StringBuilder();
    all.append(place.vm()).append('\n').append(place.mark().key().orElse("")).append('\n');
    all.append(found.standing().code()).append('\n').append(document(found)).append('\n');
    all.append(found.facts());
    for (Finding finding : found.findings()) {
      all.append('\n').append(finding.code().code()).append(' ').append(finding.found());
    }
    return ByteBuffer.wrap(Thumbprint.of(bytes(all.toString())).bytes());
  }

  private static String document(AuditedProtector found) {
    return found.sha256().map(Thumbprint::toString).orElse("none");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int remember(AuditedProtector found, long high, long low) {
    if (size == opened.length) {
      int more = size + size / 2;
      prints = Arrays.copyOf(prints, 2 * more);
      documents = Arrays.copyOf(documents, more);
      opened = Arrays.copyOf(opened, more);
    }
    prints[2 * size] = high;
    prints[2 * size + 1] = low;
    documents[size] = found.sha256().map(Thumbprint::prefix).orElse(0L);
    opened[size] = number(found);
    return size++;
  }

  /** The number of its guardian set; -1 where there is no room for it. */
  private int number(AuditedProtector found) {
    GuardianSet set = found.standing() == Standing.VALID ? found.set() : GuardianSet.NOBODY;
    Integer known = numbers.get(set);
    if (known == null && room.take(LedgerWeights.of(set))) {
      known = sets.size();
      numbers.put(set, known);
      sets.add(set);
    }
    return known == null ? -1 : known;
  }

  private AuditedProtector compared(AuditedProtector found, int first) {
    long document = found.sha256().map(Thumbprint::prefix).orElse(0L);
    if (found.place().lastKnownGood() || documents[first] == document) {
      return found;
    }
    return found.with(
        new Finding(
            AuditFindingCode.COPIES_DIFFER,
            AuditFindingCode.COPIES_DIFFER.severity(),
            words(found, first),
            REMEDY));
  }

  private String words(AuditedProtector found, int first) {
    if (found.sha256().isEmpty()) {
      return "this copy has no protector; the copy that was read first has one";
    }
    if (documents[first] == 0) {
      return "this copy has a protector; the copy that was read first has none";
    }
    return opened[first] < 0 || found.standing() != Standing.VALID
        ? "another protector than in the copy that was read first"
        : COMPARED
            .difference(found.set(), sets.get(opened[first]))
            .orElse("another protector, which the same guardians can open");
  }
}
