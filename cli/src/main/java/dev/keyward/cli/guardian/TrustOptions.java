package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options by which trust is decided at import, the same for every verb that imports. */
public final class TrustOptions {

  private TrustOptions() {}

  static List<OptionSpec> with(OptionSpec... more) {
    List<OptionSpec> options = new ArrayList<>(List.of(more));
    options.add(OptionSpec.value("pin", "SHA256", "trust this SHA-256 of the signing certificate"));
    options.add(
        OptionSpec.value(
            "trust", "ROOTS.pem", "trust certificates that lead to one of these roots"));
    options.add(
        OptionSpec.value(
            "subject", "NAME", "with --trust: whose certificate it must be, as its subject says"));
    options.add(
        OptionSpec.flag("allow-untrusted-root", "accept certificates that lead to no known root"));
    options.add(Options.ALLOW_EXPIRED);
    options.add(OptionSpec.flag("replace", "replace the guardian of this name, and keep its keys"));
    options.add(OptionSpec.flag("alias", "accept a second name for a guardian that is known"));
    return options;
  }

  static TrustRequest request(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<Thumbprint> pin = Optional.empty();
    if (arguments.has("pin")) {
      pin = Optional.of(Options.fingerprint("--pin", arguments.required("pin")));
    }
    TrustRequest request =
        new TrustRequest(
            pin,
            certificates("trust", arguments, session),
            arguments.has("allow-untrusted-root"),
            arguments.has("allow-expired"));
    if (!arguments.has("subject")) {
      return request;
    }
    if (!arguments.has("trust")) {
      throw new UsageException("--subject goes with --trust");
    }
    return request.forSubject(arguments.required("subject"));
  }

  /** What may be there already. */
  static Placement placement(Arguments arguments) {
    return new Placement(arguments.has("replace"), arguments.has("alias"));
  }

  /** Who has the name before an import that may replace, where that can be read. */
  static Optional<StoredGuardian> before(Arguments arguments, Roster roster, GuardianName name)
      throws IOException {
    try {
      return arguments.has("replace") ? roster.store().find(name) : Optional.empty();
    } catch (KeywardException e) {
      return Optional.empty();
    }
  }

  /**
   * The guardian of that name, where the store has the same certificates by the same decision, so
   * that an import of them has nothing to do.
   */
  static Optional<StoredGuardian> repeated(
      Arguments arguments, Roster roster, TrustedGuardian trusted)
      throws KeywardException, IOException {
    return arguments.has("replace")
        ? Optional.empty()
        : roster
            .store()
            .find(trusted.name())
            .filter(known -> known.guardian().equals(trusted.guardian()))
            .filter(known -> known.trust().isRepeatedBy(trusted.decision()));
  }

  /** Says what is lost where a damaged entry is replaced. */
  static void warnOfDamage(Arguments arguments, Session session, Roster roster)
      throws KeywardException, IOException, UsageException {
    if (arguments.has("replace") && roster.damaged(arguments.operand(0)).isPresent()) {
      session
          .console()
          .warning(
              "the entry of "
                  + arguments.operand(0)
                  + " is damaged; if keys of it were retired or compromised, this store no longer"
                  + " knows it");
    }
  }

  /** Says so where a guardian of other keys took the name. */
  static void warnOfBeginning(
      Session session, Optional<StoredGuardian> before, StoredGuardian after) {
    boolean gone =
        before.isPresent()
            && after.history().signingKey(before.get().guardian().signing()).isEmpty();
    if (gone) {
      session
          .console()
          .warning(
              "guardian "
                  + after.guardian().name()
                  + " is new now: wrappings for its former keys count as those of a stranger from"
                  + " now on");
    }
  }

  /** The certificates of the file that an option names; none where it is not given. */
  public static List<GuardianCertificate> certificates(
      String option, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<String> file = arguments.value(option);
    if (file.isEmpty()) {
      return List.of();
    }
    byte[] content =
        SafeFiles.readAtMost(session.path(file.get()), GuardianCertificate.MOST_BUNDLE_BYTES);
    return GuardianCertificate.parseAll(content, file.get());
  }
}
