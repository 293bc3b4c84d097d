package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.CountingStream;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TrustRemedy;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.PendingFile;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.VmResealer;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals a shielded VM again as its owner, in its place or into another file: what {@code vm reseal}
 * and {@code vm update} have in common. The old file is kept until the new one is whole.
 */
final class OwnersReseal {

  /** The option that asks for it. */
  static final OptionSpec IN_PLACE =
      OptionSpec.flag("in-place", "replace the file by the changed one, whole or not at all");

  private final Arguments arguments;
  private final Session session;
  private final Roster roster;
  private final String file;
  private final String target;
  private final boolean inPlace;
  private final boolean newOwnerKey;

  private OwnersReseal(Arguments arguments, Session session, boolean newOwnerKey)
      throws IOException, UsageException {
    this.arguments = arguments;
    this.session = session;
    this.roster = new Roster(session);
    this.file = arguments.operand(0);
    this.newOwnerKey = newOwnerKey;
    arguments.required("as");
    boolean replaces = arguments.hasIfDeclared("in-place");
    boolean writes = arguments.hasIfDeclared("out");
    if (writes == replaces) {
      throw new UsageException(missing(arguments));
    }
    Outputs outputs = new Outputs(session, arguments);
    if (writes) {
      outputs.requireWritable(arguments.required("out"));
    }
    this.target = replaces ? file : arguments.required("out");
    this.inPlace = replaces || outputs.replaces(target, session.path(file));
  }

  private static String missing(Arguments arguments) {
    if (arguments.declares("out") && arguments.declares("in-place")) {
      return "one of -o FILE or --in-place is needed";
    }
    return arguments.declares("out") ? "missing --out" : "missing --in-place";
  }

  /** With the owner's signing key in the file, even if the owner has a newer one. */
  static OwnersReseal of(Arguments arguments, Session session) throws IOException, UsageException {
    return new OwnersReseal(arguments.exactly(1), session, false);
  }

  /** The same of the first file where a command takes others too. */
  static OwnersReseal ofFirst(Arguments arguments, Session session)
      throws IOException, UsageException {
    return new OwnersReseal(arguments, session, false);
  }

  /** The same with the owner's current signing key. */
  static OwnersReseal withCurrentKey(Arguments arguments, Session session)
      throws IOException, UsageException {
    return new OwnersReseal(arguments.exactly(1), session, true);
  }

  /** What is read, as the user named it. */
  String file() {
    return file;
  }

  /** What is written, as the user named it. */
  String target() {
    return target;
  }

  /** The guardians that the command names. */
  Roster roster() {
    return roster;
  }

  /** Current keys for former ones: every guardian of the store, under the trust that it has. */
  List<TrustedHistory> renewals() throws KeywardException, IOException {
    List<TrustedHistory> renew = new ArrayList<>();
    for (StoredGuardian stored : roster.guardians()) {
      renew.add(new TrustedHistory(stored.history(), stored.trusted()));
    }
    return renew;
  }

  /** The owner's key that opens the file as it is. */
  OpeningKey opener(ShieldedVm vm) throws KeywardException, IOException, UsageException {
    return roster.openingOf(roster.require(arguments.required("as")), vm.protector());
  }

  /** Writes the file after {@code edit}, which accepts what the command's options accept. */
  ResealedVm apply(VmEdit edit) throws KeywardException, IOException, UsageException {
    VmEdit accepting = edit.accepting(roster.acceptedSealer(arguments));
    VmEdit whole = arguments.has("allow-expired") ? accepting.acceptingExpired() : accepting;
    return inPlace ? replace(whole) : write(whole);
  }

  /** The old file is closed before the new one takes its name, because Windows requires that. */
  private ResealedVm replace(VmEdit edit) throws KeywardException, IOException, UsageException {
    VmInput.requireFile(file);
    // Asked for before the lock is taken, so that nobody waits for a person who types.
    roster.prepare(roster.require(arguments.required("as")));
    try (InPlaceEdit place = FileEdit.begin(session, file)) {
      ResealedVm done = new VmInput(session).use(file, place, sealing(edit, place.stream()));
      FileEdit.commit(session, file, place);
      return done;
    }
  }

  private ResealedVm write(VmEdit edit) throws KeywardException, IOException, UsageException {
    VmInput input = new VmInput(session);
    if (target.equals("-")) {
      return input.use(file, sealing(edit, session.console().binaryOut()));
    }
    try (PendingFile pending = new PendingFile(session.path(target), arguments.has("force"))) {
      ResealedVm done = input.use(file, sealing(edit, pending.stream()));
      pending.commit();
      return done;
    }
  }

  private VmInput.Use<ResealedVm> sealing(VmEdit edit, OutputStream out) {
    return vm -> {
      VmResealer.Hands hands = hands(vm);
      long total = vm.parts().stream().mapToLong(SealedPart::sealedSize).sum();
      try (Progress progress = session.console().progress("sealing", total)) {
        CountingStream counted = new CountingStream(out, progress);
        ResealedVm done = new VmResealer(session.tools()).reseal(vm, hands, edit, counted);
        counted.flush();
        return done;
      } catch (NotTrustedException e) {
        throw TrustRemedy.of(e).within(file);
      } catch (KeywardException e) {
        throw e.within(file);
      }
    };
  }

  /** The owner's key pair of the old file opens it; its signing key stays unless that is asked. */
  private VmResealer.Hands hands(ShieldedVm vm)
      throws KeywardException, IOException, UsageException {
    StoredGuardian owner = roster.require(arguments.required("as"));
    OpeningKey opener = roster.openingOf(owner, vm.protector());
    boolean same = owner.guardian().hasSigningKeyOf(vm.header().certificate());
    boolean isCurrent = same || newOwnerKey;
    SigningKey signer =
        isCurrent
            ? roster.signing(arguments.required("as"))
            : roster.keysOf(vm.protector().owner()).signing();
    boolean accepted = owner.trusted().decision().acceptedExpired();
    return new VmResealer.Hands(opener, accepted ? signer.acceptingExpired() : signer);
  }
}
