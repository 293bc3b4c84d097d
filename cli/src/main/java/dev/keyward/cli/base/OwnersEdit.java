package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.VerifiedKeyProtector;

/** An edit with the owner's keys, whose errors name the option that helps. */
public final class OwnersEdit {

  private final ProtectorEditor editor;

  public OwnersEdit(Session session) {
    this.editor = new ProtectorEditor(session.tools());
  }

  /** The protector after {@code edit}. */
  public EditedProtector apply(
      VerifiedKeyProtector protector, GuardianKeys owner, ProtectorEdit edit)
      throws KeywardException {
    try {
      return editor.apply(protector, owner, edit);
    } catch (NotTrustedException e) {
      throw TrustRemedy.of(e);
    }
  }
}
