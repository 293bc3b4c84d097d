package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.crypto.KeyReference;
import dev.keyward.guardian.DamagedGuardian;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustDecision;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A stored guardian as people and programs read it. */
final class GuardianView {

  /** In the place of a label. */
  private static final String MORE = " ".repeat(16);

  private final StoredGuardian stored;
  private final Instant now;
  private final boolean lost;
  private final List<KeyReference> outside;

  /**
   * As it is at a time.
   *
   * @param whole whether the key files that the store's record names are there
   */
  GuardianView(StoredGuardian stored, Instant now, boolean whole) {
    this(stored, now, stored.hasKeys() && !whole, List.of());
  }

  private GuardianView(
      StoredGuardian stored, Instant now, boolean lost, List<KeyReference> outside) {
    this.stored = stored;
    this.now = now;
    this.lost = lost;
    this.outside = List.copyOf(outside);
  }

  /** The same guardian, whose current keys are there; empty for keys in the store. */
  GuardianView outside(List<KeyReference> references) {
    return new GuardianView(stored, now, lost, references);
  }

  /** The line of {@code guardian list}. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-24s %-5s %-52s %s",
        stored.guardian().name(),
        lost ? "LOST" : stored.hasKeys() ? "keys" : "-",
        trust(),
        validity() + former());
  }

  /** The line of an entry that cannot be read. */
  static String damaged(DamagedGuardian damaged) {
    return String.format(
        Locale.ROOT,
        "%-24s %-5s %s",
        damaged.name(),
        damaged.mayHoldKeys() ? "keys?" : "-",
        "DAMAGED: " + Failures.of(damaged).message());
  }

  /** How many keys are not current, and since when; nothing where all are. */
  private String former() {
    List<KnownKey> former =
        Stream.of(stored.history().signingKeys(), stored.history().encryptionKeys())
            .flatMap(List::stream)
            .filter(key -> key.state() != KeyState.CURRENT)
            .toList();
    if (former.isEmpty()) {
      return "";
    }
    Optional<Instant> last =
        former.stream().flatMap(key -> key.since().stream()).max(Comparator.naturalOrder());
    return "; former keys: "
        + former.size()
        + count(former, key -> key.state() == KeyState.RETIRED, "retired")
        + count(former, KnownKey::compromised, "compromised")
        + last.map(at -> ", the last on " + Certificates.day(at)).orElse("");
  }

  private static String count(List<KnownKey> keys, Predicate<KnownKey> which, String words) {
    long count = keys.stream().filter(which).count();
    return count == 0 ? "" : ", " + count + " " + words;
  }

  /** Why it is trusted, with the date. */
  String trust() {
    TrustDecision trust = stored.trust();
    String basis =
        switch (trust.basis()) {
          case MADE_HERE -> "made here";
          case PINNED -> "pinned";
          case CHAINED -> "chained to a given root";
          case ACCEPTED_UNTRUSTED_ROOT -> "accepted untrusted root";
        };
    String expired = trust.acceptedExpired() ? ", accepted expired" : "";
    return basis + expired + ", " + Certificates.day(trust.decidedAt());
  }

  private String validity() {
    Guardian guardian = stored.guardian();
    Instant end = earlier(guardian.signing().notAfter(), guardian.encryption().notAfter());
    boolean current = guardian.signing().isCurrentAt(now) && guardian.encryption().isCurrentAt(now);
    return (current ? "valid to " : "NOT VALID NOW, to ") + Certificates.day(end);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** The lines of {@code guardian show}. */
  void print(Console console) {
    Guardian guardian = stored.guardian();
    console.line("guardian " + guardian.name());
    console.line("  private keys  " + (stored.hasKeys() ? place() : "not here"));
    for (KeyReference each : outside) {
      console.line("                " + each);
    }
    console.line("  trust         " + trust());
    stored
        .trust()
        .evidence()
        .ifPresent(what -> console.line("  because of    " + Text.printable(what)));
    show(console, "  signing       ", guardian.signing());
    show(console, "  encryption    ", guardian.encryption());
    former(console, "signing", stored.history().signingKeys());
    former(console, "encryption", stored.history().encryptionKeys());
    if (stored.passedOver() > 0) {
      console.line(
          "  former keys   "
              + stored.passedOver()
              + " more, the oldest, are too many to be known; the next change removes them");
    }
    for (KnownKey key : stored.history().inherited()) {
      console.line("  compromised key of another guardian that had this name");
      show(console, MORE, key.certificate());
    }
    stored
        .history()
        .listed()
        .forEach(other -> console.line("  also lists    " + Certificates.line(other)));
  }

  private String place() {
    String here = outside.isEmpty() ? "in this store" : "in a device, which this store refers to";
    return lost ? "LOST: their files are missing" : here;
  }

  /** The keys that are not current, and older certificates of the one that is. */
  private void former(Console console, String role, List<KnownKey> keys) {
    for (KnownKey key : keys) {
      for (GuardianCertificate certificate : key.certificates()) {
        if (!certificate.equals(keys.get(0).certificate())) {
          console.line("  " + state(key, role));
          show(console, MORE, certificate);
        }
      }
    }
  }

  /** A certificate with its fingerprints. */
  static void show(Console console, String label, GuardianCertificate certificate) {
    console.line(label + Certificates.line(certificate));
    console.line("    sha256      " + certificate.thumbprint());
    console.line("    sha1        " + WindowsThumbprint.of(certificate));
  }

  /** Such as {@code former encryption key, since 2026-11-01}. */
  private static String state(KnownKey key, String role) {
    boolean current = key.state() == KeyState.CURRENT;
    String state = current ? "older certificate of the" : key.state().code();
    return state
        + (key.compromised() ? " and compromised " : " ")
        + role
        + " key"
        + key.since().map(at -> ", since " + Certificates.day(at)).orElse("");
  }

  /** What a command that changed a guardian ends with. */
  static void report(Session session, String schema, String what, StoredGuardian stored)
      throws KeywardException, IOException, UsageException {
    List<KeyReference> outside = references(session, stored);
    GuardianAnswer answer = GuardianAnswer.of(stored, stored.hasKeys()).outside(outside);
    report(session, schema, what, new Reported(stored, outside, answer));
  }

  private static List<KeyReference> references(Session session, StoredGuardian stored)
      throws KeywardException, IOException, UsageException {
    return stored.hasKeys()
        ? new Roster(session).store().locked(stored.guardian()).references()
        : List.of();
  }

  /** What an import ends with; {@code unchanged} where it had nothing to do. */
  static void imported(Session session, String schema, StoredGuardian stored, boolean unchanged)
      throws KeywardException, IOException, UsageException {
    String name = stored.guardian().name().toString();
    String withKeys = schema.endsWith("-keys") ? " with its private keys" : "";
    List<KeyReference> outside = references(session, stored);
    GuardianAnswer answer = GuardianAnswer.of(stored, stored.hasKeys()).outside(outside);
    report(
        session,
        schema,
        unchanged
            ? "guardian " + name + withKeys + " is known already, by the same decision"
            : "imported guardian " + name + withKeys,
        new Reported(
            stored,
            outside,
            new GuardianAnswer.Imported(answer, unchanged ? Optional.of(true) : Optional.empty())));
  }

  /** A guardian, where its keys are outside, and the answer about it. */
  private record Reported(StoredGuardian stored, List<KeyReference> outside, Answer answer) {}

  private static void report(Session session, String schema, String what, Reported reported) {
    if (session.console().json()) {
      session.console().json(schema, reported.answer());
    } else {
      session.console().line(what);
      new GuardianView(reported.stored(), session.now(), true)
          .outside(reported.outside())
          .print(session.console());
    }
  }
}
