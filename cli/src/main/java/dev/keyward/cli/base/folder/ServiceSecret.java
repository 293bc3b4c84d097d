package dev.keyward.cli.base.folder;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeyPlaces;
import dev.keyward.secret.Passphrase;
import java.io.IOException;

/** What opens the keys of a service. */
public final class ServiceSecret {

  private ServiceSecret() {}

  /**
   * The passphrase, the PIN of a device, or nothing where the references say which file has the
   * PIN. The session's to wipe.
   *
   * @throws dev.keyward.BadPassphraseException code {@code pin-and-passphrase} where it takes both
   */
  public static Passphrase of(HgsFolder folder, Session session)
      throws KeywardException, IOException, UsageException {
    return of(folder.places(), session);
  }

  private static Passphrase of(HgsKeyPlaces places, Session session)
      throws KeywardException, IOException, UsageException {
    if (places.references().isEmpty()) {
      return session.passphrase();
    }
    Passphrase pin = session.passphrase(places.references());
    return places.hasFiles() ? session.passphrase() : pin;
  }

  /**
   * The same for a folder that may be damaged. If it does not say where keys are, they are files.
   */
  public static Passphrase ofDamaged(HgsFolder folder, Session session)
      throws KeywardException, IOException, UsageException {
    HgsKeyPlaces places;
    try {
      places = folder.places();
    } catch (MalformedInputException e) {
      return session.passphrase();
    }
    return of(places, session);
  }
}
