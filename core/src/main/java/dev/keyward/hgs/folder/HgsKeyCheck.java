package dev.keyward.hgs.folder;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.folder.HgsStored.Access;
import dev.keyward.secret.Passphrase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the key files of a state, where no manifest says that they are as they were written.
 *
 * @param files of the state
 * @param where the folder, for errors
 */
record HgsKeyCheck(HgsFiles files, String where) {

  /** A wrong passphrase is not tried on more files than that: each costs time. */
  static final int MOST_CLOSED = 3;

  /**
   * Checks the form of each key file, and opens it where there is a passphrase.
   *
   * @return the files without the damaged ones that the caller replaces
   * @throws BadPassphraseException if the passphrase opens none of them
   * @throws MalformedInputException for damaged ones that the caller does not replace
   */
  HgsFiles whole(Access access) throws KeywardException {
    Map<Thumbprint, KeywardException> damaged = new LinkedHashMap<>();
    boolean isOpened = false;
    int closed = 0;
    for (HgsCertificate each : files.description().certificates()) {
      if (files.key(each.certificate()).isPresent()) {
        Optional<KeywardException> damage = damage(each, access.passphrase());
        damage.ifPresent(e -> damaged.put(each.certificate().thumbprint(), e));
        isOpened |= damage.isEmpty();
        closed += damage.filter(BadPassphraseException.class::isInstance).isPresent() ? 1 : 0;
      }
      if (!isOpened && closed == MOST_CLOSED) {
        break;
      }
    }
    if (!isOpened) {
      refuseOtherPassphrase(damaged);
    }
    refuseKept(damaged, access);
    Map<Thumbprint, HgsKeyFile> keys = new HashMap<>(files.keys());
    damaged.keySet().forEach(keys::remove);
    return new HgsFiles(files.description(), keys, files.metadata(), files.policies());
  }

  private Optional<KeywardException> damage(
      HgsCertificate certificate, Optional<Passphrase> passphrase) {
    HgsKeyFile file = files.key(certificate.certificate()).orElseThrow();
    try {
      if (passphrase.isPresent() && !file.isReference()) {
        new HgsUnlocking(files, passphrase.get(), where).key(certificate);
      } else {
        file.requireForm(where + ": " + file.name(certificate.certificate().thumbprint()));
      }
      return Optional.empty();
    } catch (KeywardException e) {
      return Optional.of(e);
    }
  }

  /** Where the passphrase opens nothing, it is rather the passphrase than every file. */
  private static void refuseOtherPassphrase(Map<Thumbprint, KeywardException> damaged)
      throws BadPassphraseException {
    for (KeywardException each : damaged.values()) {
      if (each instanceof BadPassphraseException closed) {
        throw closed;
      }
    }
  }

  private static void refuseKept(Map<Thumbprint, KeywardException> damaged, Access access)
      throws MalformedInputException {
    for (Map.Entry<Thumbprint, KeywardException> each : damaged.entrySet()) {
      if (!access.replaced().containsAll(HgsKeyFile.names(each.getKey()))) {
        throw HgsDamage.advised(
            new MalformedInputException(each.getValue().fault(), each.getValue()),
            HgsDamage.lostKeys(
                damaged.keySet().stream().map(Thumbprint::toString).toList(), access.over()));
      }
    }
  }
}
