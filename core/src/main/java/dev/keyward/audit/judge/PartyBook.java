package dev.keyward.audit.judge;

import dev.keyward.audit.result.Party;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.known.Holders;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.listing.ListedWrapping;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.text.ShortPrint;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who the certificates of wrappings belong to, remembered: thousands of protectors carry the same
 * few. Safe for use by several threads. Bounded in bytes: a 32nd of the memory.
 */
public final class PartyBook {

  private static final int SHARE = 32;
  private static final int ENTRY = 512;

  private final KnownGuardians known;
  private final int digits;
  private final ByteCache<Prints, Entry> entries = new ByteCache<>(HeapShare.of(SHARE));

  private record Prints(Thumbprint signing, Thumbprint encryption, boolean own) {}

  /** The certificates of a wrapping, and whether it is its owner's own. */
  record Pair(GuardianCertificate signing, GuardianCertificate encryption, boolean own) {
    static Pair of(Wrapping wrapping) {
      return new Pair(wrapping.signing(), wrapping.encryption(), wrapping.isOwn());
    }
  }

  /** Whose they are. */
  public record Entry(Party party, Holders holders) {

    /** Whom the wrapping is addressed to. */
    public Identity identity() {
      return holders.identity();
    }
  }

  public PartyBook(KnownGuardians known) {
    this(known, GuardianCertificate.LABEL_DIGITS);
  }

  private PartyBook(KnownGuardians known, int digits) {
    this.known = known;
    this.digits = digits;
  }

  /** This one, or one with longer labels where these do not tell the parties apart. */
  PartyBook telling(KeyProtector protector) {
    Set<Thumbprint> prints = new HashSet<>();
    protector.wrappings().forEach(each -> prints.add(each.signing().thumbprint()));
    int enough = digits;
    while (starts(prints, enough) < prints.size()) {
      enough = ShortPrint.longer(enough);
    }
    return enough == digits ? this : new PartyBook(known, enough);
  }

  private static long starts(Set<Thumbprint> prints, int digits) {
    return prints.stream().map(print -> ShortPrint.of(print.toString(), digits)).distinct().count();
  }

  public Entry of(Wrapping wrapping) {
    return entry(Pair.of(wrapping));
  }

  /** The same, not remembered: of a protector that is not valid. */
  public Entry unkept(Wrapping wrapping) {
    return look(Pair.of(wrapping));
  }

  /** Whether there is anybody to compare with. */
  public boolean knowsAnybody() {
    return !known.isEmpty();
  }

  /** Whom a name in a rule or a fingerprint means. */
  KnownGuardians known() {
    return known;
  }

  Entry entry(Pair pair) {
    Prints key =
        new Prints(pair.signing().thumbprint(), pair.encryption().thumbprint(), pair.own());
    Optional<Entry> known = entries.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    Entry found = look(pair);
    entries.put(key, found, ENTRY + 4L * found.party().label().length());
    return found;
  }

  private Entry look(Pair pair) {
    GuardianCertificate signing = pair.signing();
    Holders holders = known.holders(signing, pair.encryption(), pair.own());
    Optional<Thumbprint> print = Optional.of(signing.thumbprint());
    if (holders.identity() instanceof Identity.Known guardian) {
      String label = guardian.words(known.shown(guardian.name()));
      return new Entry(new Party(label, Optional.of(guardian.name()), print), holders);
    }
    return new Entry(stranger(signing), holders);
  }

  /** Somebody who is nobody here. */
  Party stranger(GuardianCertificate signing) {
    Party claimed = claimed(signing, digits);
    // Beside names that are known, a claimed one must not look like one of them.
    String label = (knowsAnybody() ? "unknown: " : "") + claimed.label();
    return new Party(label, claimed.name(), claimed.signing());
  }

  private static Party claimed(GuardianCertificate signing, int digits) {
    return new Party(signing.label(digits), Optional.empty(), Optional.of(signing.thumbprint()));
  }

  /** Whoever a wrapping that was only listed says it is for; nobody has that name for it. */
  public static Party claimed(ListedWrapping wrapping) {
    return wrapping
        .signing()
        .map(signing -> claimed(signing, GuardianCertificate.LABEL_DIGITS))
        .orElseGet(() -> new Party("no certificate", Optional.empty(), Optional.empty()));
  }
}
