package dev.keyward.cli.edit;

import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.EndedCertificates;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import dev.keyward.protector.part.Wrapping;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What an edit did besides what it was asked for, and what it left.
 *
 * @param place the protector, as the user named it
 * @param words what its verbs are called
 * @param known the guardians of the store
 * @param now the time to judge certificates by
 */
public record EditRemarks(
    Console console, String place, Words words, KnownGuardians known, Instant now) {

  /** Those of protectors. */
  public static final Words PROTECTOR =
      new Words("protector", "protector hand-over changes the owner", "vm reseal makes a new one");

  /** Those of shielding data. */
  public static final Words SHIELDING_DATA =
      new Words(
          "shielding-data",
          "another owner makes its own shielding data",
          "new shielding data has another");

  /**
   * What verbs of a noun are called.
   *
   * @param noun the noun
   * @param otherOwner how it gets another owner
   * @param otherKey how it gets another transport key
   */
  public record Words(String noun, String otherOwner, String otherKey) {}

  /** Says it all; whether nothing was left that the edit was asked to change. */
  public boolean tell(VerifiedKeyProtector before, EditedProtector edited, ProtectorEdit edit) {
    for (Wrapping gone : edited.delegated()) {
      warn(gone, " was made by another guardian and is removed; --keep-delegated keeps it");
    }
    for (Wrapping gone : edited.children()) {
      warn(gone, " goes with its parent");
    }
    for (Wrapping each : edited.renewed()) {
      if (!each.isOwn()) {
        console.note(
            wrapping(each)
                + " is now for the current keys; a node without the new key can no longer open it");
      }
    }
    for (Wrapping each : edited.left()) {
      warn(each, reason(before, each));
    }
    boolean listed = tellListed(edited, edit);
    if (edited.changed()) {
      before.wrappings().forEach(this::tellCompromised);
      tellEnded(before, edited);
    }
    if (edited.changed() && before.protector().maxOfflineUnwraps() != 0) {
      console.warning(place + ": offline unwraps, which nobody signed, are set to 0");
    }
    return edited.left().isEmpty() && !listed;
  }

  /** An edit keeps the transport key, so a thief who has it can still use it. */
  private void tellCompromised(Wrapping wrapping) {
    if (known.identify(wrapping) instanceof Identity.Known key && key.compromised()) {
      warn(
          wrapping,
          " was made for a compromised key of "
              + key.name()
              + ": anybody who has that key may also have the transport key, which stays the same; "
              + words.otherKey());
    }
  }

  /** Guardians that keep access are not granted again, so an ended certificate is no error. */
  private void tellEnded(VerifiedKeyProtector before, EditedProtector edited) {
    List<Wrapping> ended =
        edited.protector().wrappings().stream()
            .filter(before.wrappings()::contains)
            .filter(each -> !each.isCurrentAt(now))
            .toList();
    if (!ended.isEmpty()) {
      new EndedCertificates(now)
          .warnings(ended, new VerifiedView(before, known, Set.of()))
          .forEach(text -> console.warning(place + ": " + text));
    }
  }

  private String reason(VerifiedKeyProtector before, Wrapping left) {
    if (left.isOwn()) {
      return " is the owner's, but the store has other keys for the owner; " + words.otherOwner();
    }
    return before.isDelegated(left)
        ? " is for former keys; another guardian made it and must renew it"
        : " is for a key that no metadata here lists; guardian update, with --older if it is older,"
            + " takes it";
  }

  /** Who lists a key may be its guardian, or somebody who lists what is another's. */
  private boolean tellListed(EditedProtector edited, ProtectorEdit edit) {
    boolean any = false;
    for (GuardianHistory guardian : edit.revoke()) {
      for (Wrapping each : edited.protector().wrappings()) {
        if (guardian.lists(each.signing())) {
          any = true;
          warn(
              each,
              " stays: "
                  + guardian.name()
                  + " lists its signing key, which does not prove whose it is; "
                  + words.noun()
                  + " revoke --wrapping "
                  + each.id()
                  + " takes it out");
        }
      }
    }
    return any;
  }

  private void warn(Wrapping wrapping, String what) {
    console.warning(wrapping(wrapping) + what);
  }

  private String wrapping(Wrapping wrapping) {
    return place + ": wrapping " + wrapping.id();
  }
}
