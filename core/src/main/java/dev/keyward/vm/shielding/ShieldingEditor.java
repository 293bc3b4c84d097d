package dev.keyward.vm.shielding;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PermittedGuardian;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Grants, revokes and renews in shielding data with the owner's keys. The protector is edited like
 * any other protector, and ids stay the same. Then the owner signs a header that permits exactly
 * the guardians that are in the new protector. A changed file is sealed again under a new transport
 * key and new part keys. So a removed guardian cannot open the new file, even with the keys of an
 * old copy.
 *
 * <p>Old copies still open, and hold the same files.
 */
public final class ShieldingEditor {

  private final Tools tools;

  /** With what to work with. */
  public ShieldingEditor(Tools tools) {
    this.tools = tools;
  }

  /**
   * Applies {@code edit}, and writes the new file to {@code out}. If nothing changes, it writes
   * nothing. The sealed parts are held in memory, at most 64 MiB.
   *
   * @param owner the owner's keys
   * @return what became of the protector, before it got its new transport key
   * @throws dev.keyward.NoAccessException code {@code not-the-owner}
   * @throws VerificationFailedException code {@code keys-in-use}, {@code last-generation}, {@code
   *     part-keys} or {@code part-changed}; or what {@link ProtectorEditor#apply} says
   * @throws NotTrustedException as {@link ProtectorEditor#apply} says; code {@code expired}, also
   *     where who stays in is and the edit does not accept it
   */
  public EditedProtector apply(
      ShieldingData data, GuardianKeys owner, ProtectorEdit edit, OutputStream out)
      throws KeywardException, IOException {
    try (OpenedShieldingData opened = opened(data, owner)) {
      EditedProtector edited = new ProtectorEditor(tools).apply(data.protector(), owner, edit);
      if (edited.changed()) {
        VerifiedKeyProtector after =
            new ProtectorVerifier(tools.engine()).verify(edited.protector());
        Permitted permitted =
            new Permitted(after, addressees(data, edit, owner.guardian().name(), after));
        requireCurrent(data.protector(), edit, permitted);
        write(opened, owner.signing(), permitted, out);
      }
      return edited;
    }
  }

  /** A protector, and the addressees that are in it. */
  private record Permitted(VerifiedKeyProtector protector, Addressees addressees) {}

  /** All who stay in are sealed to again; who is let in or renewed was judged before. */
  private void requireCurrent(VerifiedKeyProtector before, ProtectorEdit edit, Permitted permitted)
      throws NotTrustedException {
    Instant now = tools.clock().instant();
    for (Wrapping wrapping : permitted.protector().wrappings()) {
      if (before.wrappings().contains(wrapping) && !edit.acceptedExpired().test(wrapping)) {
        wrapping.requireCurrent(
            now, "guardian " + permitted.addressees().permits(wrapping).orElseThrow());
      }
    }
  }

  /** Whose current keys the edit may bring in. */
  private static Stream<Guardian> incoming(ProtectorEdit edit) {
    return Stream.concat(edit.grant().stream(), edit.renew().stream())
        .map(each -> each.current().guardian());
  }

  /** Also where nothing will change: a seal that does not open is not to be called unchanged. */
  private OpenedShieldingData opened(ShieldingData data, GuardianKeys owner)
      throws KeywardException {
    if (!data.protector().isOwnedBy(owner.guardian().signing())) {
      throw new NoAccessException(
          Fault.of(
              "not-the-owner",
              "header",
              owner.guardian().name() + " is not its owner",
              "the owner's keys"));
    }
    return data.unlock(owner.opening(), tools.random());
  }

  private void write(
      OpenedShieldingData opened, SigningKey owner, Permitted permitted, OutputStream out)
      throws KeywardException, IOException {
    long generation = opened.file().blocks().binding().nextGeneration();
    try (TransportKey transportKey = TransportKey.create(tools.random())) {
      KeyProtector rolled =
          new ProtectorEditor(tools).roll(permitted.protector(), owner, transportKey);
      ShieldingWriter.Means means =
          new ShieldingWriter.Means(
              owner,
              new ProtectorVerifier(tools.engine()).verify(rolled),
              transportKey,
              generation);
      new ShieldingWriter(tools)
          .write(
              parts -> opened.file().header().resealed(permitted.addressees(), parts),
              opened.file().header().parts().stream().map(part -> content(opened, part)).toList(),
              means,
              out);
    }
  }

  private static ShieldingWriter.Content content(OpenedShieldingData opened, SealedPart part) {
    return new ShieldingWriter.Content(part.name(), target -> opened.copy(part, target));
  }

  /** Exactly who is in the protector: the owner and, by the names they have here, the others. */
  private static Addressees addressees(
      ShieldingData data, ProtectorEdit edit, GuardianName owner, VerifiedKeyProtector after)
      throws VerificationFailedException {
    List<PermittedGuardian> permitted = new ArrayList<>();
    for (Wrapping wrapping : after.wrappings()) {
      if (!wrapping.isOwn()) {
        permitted.add(PermittedGuardian.of(name(data, edit, wrapping), wrapping));
      }
    }
    return Addressees.permitting(
        PermittedGuardian.of(owner, after.owner()), after.owner().signing(), permitted);
  }

  /** As the header calls it; who is new, as the edit does. */
  private static GuardianName name(ShieldingData data, ProtectorEdit edit, Wrapping wrapping) {
    Optional<GuardianName> before = data.header().addressees().permits(wrapping);
    if (before.isPresent()) {
      return before.get();
    }
    return incoming(edit)
        .filter(each -> each.hasKeysOf(wrapping.signing(), wrapping.encryption()))
        .map(Guardian::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a wrapping that nobody asked for"));
  }
}
