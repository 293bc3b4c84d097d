package dev.keyward.cli.base;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorEditor;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.shielding.ShieldingData;
import dev.keyward.vm.shielding.ShieldingEditor;
import java.io.IOException;
import java.io.OutputStream;

/** An edit with the owner's keys, whose errors name the option that helps. */
public final class OwnersEdit {

  private final ProtectorEditor editor;
  private final ShieldingEditor shielding;

  public OwnersEdit(Session session) {
    this.editor = new ProtectorEditor(session.tools());
    this.shielding = new ShieldingEditor(session.tools());
  }

  /** The protector after {@code edit}. */
  public EditedProtector apply(
      VerifiedKeyProtector protector, GuardianKeys owner, ProtectorEdit edit)
      throws KeywardException {
    try {
      return editor.apply(protector, owner, edit);
    } catch (NotTrustedException e) {
      throw TrustRemedy.inFile(e, "protector renew");
    }
  }

  /** The same of shielding data, which is written to {@code out} where it changes. */
  public EditedProtector apply(
      ShieldingData data, GuardianKeys owner, ProtectorEdit edit, OutputStream out)
      throws KeywardException, IOException {
    try {
      return shielding.apply(data, owner, edit, out);
    } catch (NotTrustedException e) {
      throw TrustRemedy.inFile(e, "shielding-data renew");
    }
  }
}
