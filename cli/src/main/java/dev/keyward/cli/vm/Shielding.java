package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.CountingStream;
import dev.keyward.cli.base.OwnersEdit;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TrustRemedy;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.PendingFile;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.VmDraft;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One run of {@code vm shield}: under a new protector, or under one that is there. */
final class Shielding {

  private final Arguments arguments;
  private final Session session;
  private final Console console;
  private final Roster roster;
  private final RsaEngine engine = RsaEngine.jdk();
  private final ProtectorVerifier verifier = new ProtectorVerifier(engine);

  Shielding(Arguments arguments, Session session) throws UsageException {
    this.arguments = arguments;
    this.session = session;
    this.console = session.console();
    this.roster = new Roster(session);
  }

  /** The owner's certificate, whose key will sign the file. */
  GuardianCertificate ownersKey() throws KeywardException, IOException, UsageException {
    return roster.require(arguments.required("owner")).guardian().signing();
  }

  VmHeader shield(VmIdentity vm, VmPolicy policy, List<PartSource> parts, String out)
      throws KeywardException, IOException, UsageException {
    boolean allowExpired = arguments.has("allow-expired");
    Guardian owner = roster.grantable(arguments.required("owner"), allowExpired).guardian();
    if (arguments.has("protector")) {
      return underExisting(vm, policy, parts, out);
    }
    List<TrustedGuardian> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(roster.grantable(name, allowExpired));
    }
    VmHeader header = header(vm, policy, owner, guardians);
    SigningKey key = roster.owner(arguments.required("owner"), allowExpired);
    try (TransportKey transportKey = TransportKey.create(session.random())) {
      KeyProtector protector =
          new ProtectorAuthor(session.tools()).create(key, guardians, transportKey);
      write(new VmDraft(header, key, verifier.verify(protector), transportKey), parts, out);
    }
    return header;
  }

  private static VmHeader header(
      VmIdentity vm, VmPolicy policy, Guardian owner, List<TrustedGuardian> guardians)
      throws UsageException {
    try {
      return VmHeader.of(vm, policy, Addressees.of(owner, guardians));
    } catch (VerificationFailedException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private VmHeader underExisting(VmIdentity vm, VmPolicy policy, List<PartSource> parts, String out)
      throws KeywardException, IOException, UsageException {
    String file = arguments.required("protector");
    KeyProtector found = KeyProtector.parse(new ProtectorInput(session, arguments).single(file));
    GuardianKeys owner = roster.keys(roster.require(arguments.required("owner")).guardian());
    try {
      VerifiedKeyProtector protector = takenOn(file, verifier.verify(found), owner);
      try (TransportKey transportKey = protector.open(owner.opening(), engine, session.random())) {
        Addressees addressees = Addressees.permitting(owner.guardian(), guardians(protector));
        VmHeader header = VmHeader.of(vm, policy, addressees);
        write(new VmDraft(header, owner.signing(), protector, transportKey), parts, out);
        return header;
      }
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  /** As the owner would have it: sealed by the owner, without what others let in. */
  private VerifiedKeyProtector takenOn(
      String file, VerifiedKeyProtector protector, GuardianKeys owner)
      throws KeywardException, IOException, UsageException {
    Predicate<Wrapping> accepted = roster.acceptedExpired(arguments);
    ProtectorEdit edit =
        new ProtectorEdit(
                List.of(),
                List.of(),
                List.of(),
                roster.acceptedSealer(arguments),
                arguments.has("keep-delegated"))
            .acceptingExpired(accepted);
    EditedProtector edited = new OwnersEdit(session).apply(protector, owner, edit);
    for (Wrapping gone : edited.delegated()) {
      console.warning(
          file
              + ": wrapping "
              + gone.id()
              + " was made by another guardian and is removed; --keep-delegated keeps it");
    }
    VerifiedKeyProtector taken = verifier.verify(edited.protector());
    requireCurrent(taken, accepted);
    return taken;
  }

  /** Sealing a state is like a new grant for each guardian, so the certificates must be valid. */
  private void requireCurrent(VerifiedKeyProtector protector, Predicate<Wrapping> accepted)
      throws NotTrustedException {
    for (Wrapping wrapping : protector.wrappings()) {
      if (!accepted.test(wrapping)) {
        try {
          wrapping.requireCurrent(session.now(), "wrapping " + wrapping.id());
        } catch (NotTrustedException e) {
          throw TrustRemedy.inFile(e, "protector renew");
        }
      }
    }
  }

  /** Those in the protector, by the names that the store has for them. */
  private List<PermittedGuardian> guardians(VerifiedKeyProtector protector)
      throws KeywardException, IOException {
    List<StoredGuardian> known = roster.guardians();
    List<PermittedGuardian> guardians = new ArrayList<>();
    for (Wrapping wrapping : protector.wrappings()) {
      if (wrapping.isOwn()) {
        continue;
      }
      List<StoredGuardian> theirs =
          known.stream()
              .filter(each -> each.guardian().hasKeysOf(wrapping.signing(), wrapping.encryption()))
              .toList();
      String name =
          theirs.isEmpty()
              ? "wrapping-" + wrapping.id()
              : theirs.get(0).guardian().name().toString();
      guardians.add(named(name, wrapping));
    }
    return guardians;
  }

  private static PermittedGuardian named(String name, Wrapping wrapping) {
    try {
      return PermittedGuardian.of(GuardianName.parse(name), wrapping);
    } catch (KeywardException e) {
      throw new IllegalStateException("the store has names that are names", e);
    }
  }

  private void write(VmDraft draft, List<PartSource> parts, String out)
      throws KeywardException, IOException, UsageException {
    VmAuthor author = new VmAuthor(engine, session.random());
    long total = parts.stream().mapToLong(PartSource::size).sum();
    try (Progress progress = console.progress("sealing", total)) {
      if (out.equals("-")) {
        OutputStream target = console.binaryOut();
        author.shield(draft, parts, new CountingStream(target, progress));
        target.flush();
        return;
      }
      try (PendingFile file = new PendingFile(session.path(out), arguments.has("force"))) {
        CountingStream target = new CountingStream(file.stream(), progress);
        author.shield(draft, parts, target);
        target.flush();
        file.commit();
      }
    }
  }
}
