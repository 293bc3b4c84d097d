package dev.keyward.cli.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.KeyFileInput;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Proof;
import dev.keyward.cli.base.ProtectorInput;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.base.folder.ServiceProof;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.Addressing;
import dev.keyward.cli.view.KeyStrength;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.listing.ProtectorListing;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code protector check}: who can open it, by name, and whether that is proved. */
public final class CheckProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "check",
        "FILE...",
        "tell who a protector is addressed to, by name; with --prove, that it opens",
        List.of(
            OptionSpec.value("guardian", "NAME", "ask for one guardian: exit 0 yes, 1 no"),
            Options.GUARDIANS,
            Options.HGS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.flag(
                "prove", "open it with the private keys in the store, and in the folders of --hgs"),
            Options.STRICT,
            Options.VM,
            Options.NUMBER),
        "Without --prove a wrapping is only addressed to a guardian: opening it is the proof.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    ProtectorInput input = new ProtectorInput(session, arguments);
    Checking checking = new Checking(arguments, session, input);
    return checking.each.run(input, arguments.operands(), checking::answer);
  }

  /** One run of the command. */
  private static final class Checking {

    private final Console console;
    private final EachProtector each;
    private final ProtectorVerifier verifier = new ProtectorVerifier(RsaEngine.jdk());
    private final KeylessReader reader = new KeylessReader();
    private final KeyStrength strength = new KeyStrength();
    private final Roster roster;
    private final Proof proof;
    private final ServiceProof services;
    private final InputSigners signers;
    private final Optional<String> asked;
    private final Optional<String> label;
    private final Optional<StoredGuardian> askedStored;
    private final boolean prove;
    private final boolean strict;
    private KnownGuardians known;

    Checking(Arguments arguments, Session session, ProtectorInput input)
        throws KeywardException, IOException, UsageException {
      this.console = session.console();
      this.each = new EachProtector(session, "protector-check", ProtectorAnswers.AllChecked::new);
      this.roster = new Roster(session);
      this.proof = new Proof(session, roster);
      this.prove = arguments.has("prove");
      this.services = prove ? ServiceProof.of(arguments, session) : ServiceProof.none(session);
      this.strict = arguments.has("strict");
      this.asked = arguments.value("guardian");
      List<String> paths = ServiceFolders.named(arguments);
      KnownGuardians stored = roster.known();
      this.signers = new InputSigners(input, arguments.operands(), this::verify);
      this.known = ServiceFolders.andGuardians(stored, arguments, session);
      this.askedStored =
          asked.isPresent() && GuardianName.isOne(asked.get())
              ? roster.store().find(Roster.name(asked.get()))
              : Optional.empty();
      if (asked.isPresent()
          && askedStored.isEmpty()
          && (paths.isEmpty() || (prove && services.isEmpty()))) {
        roster.require(asked.get());
      }
      this.label = asked.isPresent() ? Addressing.label(known, asked.get()) : Optional.empty();
      if (asked.isPresent() && label.isEmpty()) {
        // Otherwise a slip of the finger would be answered "no, not addressed".
        throw new UsageException(
            "no guardian named "
                + Text.printable(asked.get())
                + " in "
                + session.store()
                + " or "
                + String.join(" or ", paths),
            "the name of a file in the folder, without its ending, is the guardian's");
      }
    }

    EachProtector.Outcome answer(ProtectorInput.Entry entry)
        throws KeywardException, IOException, UsageException {
      VerifiedProtector verified = verified(entry);
      known = signers.beside(known, verified);
      Optional<Addressing> addressing =
          label.map(name -> Addressing.of(verified, known, name, strict));
      Set<WrappingId> addressed = addressing.map(Addressing::wrappings).orElse(Set.of());
      ServiceProof.Opened served = served(verified);
      Set<WrappingId> proved = prove ? proved(verified, addressed, served) : Set.of();
      VerifiedView view = new VerifiedView(verified, known, proved, served.refused());
      boolean yes = addressing.map(Addressing::isYes).orElse(true);
      print(entry, view, addressing);
      List<String> weak = strength.warnings(verified);
      weak.forEach(each -> console.warning(entry.place() + ": " + each));
      ProtectorAnswers.Checked answer =
          new ProtectorAnswers.Checked(
              ProtectorAnswers.Entry.of(entry),
              true,
              asked,
              addressing.map(Addressing::isYes),
              addressing.flatMap(Addressing::by),
              served.refusedNumbers(),
              view.answer());
      boolean refused = proved.isEmpty() && !served.refused().isEmpty();
      boolean no = !yes || refused || (strict && (view.isLeftOpen() || !weak.isEmpty()));
      return new EachProtector.Outcome(no ? ExitCode.ANSWER_NO : ExitCode.DONE, answer);
    }

    /** Verified; where that fails, what the bytes say is shown before the error is. */
    private VerifiedProtector verified(ProtectorInput.Entry entry) throws KeywardException {
      try {
        return verify(entry.document());
      } catch (KeywardException e) {
        if (!console.json()) {
          ListingView view = new ListingView(ProtectorListing.parse(entry.document()));
          console.line(entry.place() + ": not valid; what it says, not verified:");
          view.lines().forEach(console::line);
        }
        throw e;
      }
    }

    private VerifiedProtector verify(byte[] document) throws KeywardException {
      return verifier.examine(reader.read(document)).orThrow();
    }

    private ServiceProof.Opened served(VerifiedProtector verified) throws KeywardException {
      if (!prove || services.isEmpty()) {
        return ServiceProof.Opened.NOTHING;
      }
      ServiceProof.Opened all = services.open(verified.openable());
      return label.isPresent() ? all.of(verified.wrappings(), this::isAsked) : all;
    }

    private boolean isAsked(Wrapping wrapping) {
      return known.identify(wrapping) instanceof Identity.Known guardian
          && label.equals(Optional.of(guardian.name()));
    }

    private Set<WrappingId> proved(
        VerifiedProtector verified, Set<WrappingId> addressed, ServiceProof.Opened served)
        throws KeywardException, IOException, UsageException {
      Set<WrappingId> opened = new LinkedHashSet<>(served.released());
      boolean bySome = !opened.isEmpty() || !served.refused().isEmpty();
      if (asked.isEmpty()) {
        opened.addAll(
            bySome ? proof.openAny(verified.openable()) : proof.open(verified.openable()));
        return opened;
      }
      if (addressed.isEmpty() || bySome) {
        return opened;
      }
      StoredGuardian guardian =
          askedStored.isPresent() ? askedStored.get() : roster.require(asked.get());
      opened.addAll(proof.openAs(verified.openable(), guardian));
      if (opened.isEmpty()) {
        throw new NoAccessException(
            Fault.of(
                "no-private-key",
                "guardian " + guardian.guardian().name(),
                "certificates only",
                "the private key, to prove that it opens"));
      }
      return opened;
    }

    private void print(
        ProtectorInput.Entry entry, VerifiedView view, Optional<Addressing> addressing) {
      if (console.json()) {
        view.warnings().forEach(console::warning);
        return;
      }
      console.line(entry.place() + ": valid, " + view.sealedBy());
      view.wrappingLines().forEach(console::line);
      console.line("  " + view.transportKeySignature());
      console.line("  " + view.offlineUnwraps());
      if (addressing.isPresent()) {
        Addressing answer = addressing.get();
        boolean opens = prove && answer.wrappings().stream().anyMatch(view::opens);
        console.line("  " + answer.words() + (opens ? ", and it opens" : ""));
      }
      view.warnings().forEach(console::warning);
    }
  }
}
