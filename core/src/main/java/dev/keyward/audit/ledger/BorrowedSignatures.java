package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Examined.Carried;
import dev.keyward.audit.judge.Examined.Vouched;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds wrappings for a key that signs somewhere in the input. A guardian signs bare certificates
 * (MS-KPS), so its grant to somebody else can be borrowed to make that signing key look like a key
 * of its own. The holder of the key opens the wrapping. The input is a stream: a wrapping that was
 * handed on before its key signs is reported at the end. Bounded in bytes.
 */
final class BorrowedSignatures {

  private static final int SHARE = 32;
  private static final int ENTRY = 192;

  private final HeapShare room;
  private final Set<Thumbprint> signers = new HashSet<>();
  private final Map<Thumbprint, List<Late>> waiting = new HashMap<>();
  private final List<Late> late = new ArrayList<>();
  private long left;

  /** What is to be said of a protector that was handed on before. */
  record Late(Place place, Finding finding) {}

  BorrowedSignatures() {
    this(HeapShare.of(SHARE));
  }

  BorrowedSignatures(HeapShare room) {
    this.room = room;
  }

  /** The same protector, with what its own keys and those before it tell. */
  Examined compared(Examined examined) {
    examined.certificates().forEach(each -> note(each.signing().keyThumbprint()));
    Examined result = examined;
    for (Carried each : examined.certificates()) {
      Thumbprint key = each.encryption().keyThumbprint();
      Optional<Vouched> vouched = each.vouched();
      if (vouched.isPresent() && signers.contains(key)) {
        result = result.mixed(each, vouched.get());
      } else if (vouched.isPresent()) {
        await(key, new Late(examined.result().place(), vouched.get().mixed()));
      }
    }
    return result;
  }

  private void note(Thumbprint key) {
    if (signers.contains(key)) {
      return;
    }
    Optional.ofNullable(waiting.remove(key)).ifPresent(late::addAll);
    if (room.take(ENTRY)) {
      signers.add(key);
    } else {
      left++;
    }
  }

  private void await(Thumbprint key, Late one) {
    if (room.take(ENTRY + LedgerWeights.of(one.place()) + LedgerWeights.of(one.finding()))) {
      waiting.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(one);
    } else {
      left++;
    }
  }

  /** What is to be said at the end, in the order in which it was noticed. */
  List<Late> late() {
    return List.copyOf(late);
  }

  /** How often a key or a wrapping was not kept, since there was no room for it. */
  long left() {
    return left;
  }
}
