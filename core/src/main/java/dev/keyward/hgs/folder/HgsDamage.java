package dev.keyward.hgs.folder;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Errors about damaged files of a service's folder: each says which verb repairs the file. */
final class HgsDamage {

  /** What all of them have in common. */
  static final Fault.Kind KIND =
      new Fault.Kind("damaged-service", "", "a state of a Host Guardian Service");

  private static final String COPY = "copy the folder again from another node or a backup";
  private static final String ACCEPT = "keyward hgs accept-restore DIR --over ";
  private static final String LOST = " --lost ";

  private HgsDamage() {}

  static MalformedInputException of(Path file, String found, String expected) {
    return new MalformedInputException(Fault.of(KIND.code(), file.toString(), found, expected));
  }

  /** With what to do about that file, where the error does not say it yet. */
  static MalformedInputException advised(MalformedInputException damage, String hint) {
    return damage.fault().hint().isPresent()
        ? damage
        : new MalformedInputException(damage.fault().withHint(hint), damage);
  }

  /**
   * What to do about a file of a generation, by its name in it; about the generation itself or
   * {@code current} by any other name.
   *
   * @param number the highest number that the folder remembers
   * @param signing the primary signing certificate, if it is known
   */
  static String hint(String name, int number, Optional<Thumbprint> signing) {
    if (name.equals(HgsManifest.FILE)) {
      return COPY
          + "; if you have no copy, type this, which takes the present files if the passphrase"
          + " opens the keys: "
          + ACCEPT
          + number;
    }
    if (name.equals(HgsFiles.RECORD)) {
      return COPY + "; if that copy is older, type: " + ACCEPT + number;
    }
    if (name.equals(HgsFiles.METADATA)) {
      String certificate = signing.map(Thumbprint::toString).orElse("THUMBPRINT");
      return "sign it again: keyward hgs certificate set-primary DIR " + certificate;
    }
    Optional<String> policy = HgsFiles.policyOf(name);
    if (policy.isPresent()) {
      return "put it back: keyward hgs policy add DIR FILE --name "
          + policy.get()
          + "; or take it away: keyward hgs policy remove DIR "
          + policy.get();
    }
    Optional<String> key = HgsKeyFile.thumbprintOf(name);
    return key.isPresent()
        ? lostKeys(List.of(key.get()), Optional.empty())
        : "take the newest whole state of the folder: " + ACCEPT + number;
  }

  /**
   * What to do about damaged key files: one command for all of them, because a command for one of
   * them refuses the others.
   *
   * @param thumbprints of their certificates, one at least
   * @param over the number of {@code --over}, where the state is being restored: then the command
   *     that disables certificates cannot read it yet
   */
  static String lostKeys(List<String> thumbprints, Optional<Integer> over) {
    String lost =
        thumbprints.size() == 1
            ? "copy the file again from another node or a backup; if the key is lost, disable its"
                + " certificate: "
            : "copy the files again from another node or a backup; if the keys are lost, disable"
                + " their certificates: ";
    String command =
        over.map(number -> ACCEPT + number + LOST + String.join(LOST, thumbprints))
            .orElse(
                "keyward hgs certificate disable DIR "
                    + String.join(" ", thumbprints)
                    + " --force");
    return lost + command;
  }

  /**
   * The passphrase opens other keys, so it is the files.
   *
   * @param closed what was said of each file that it does not open, by its certificate; one at
   *     least
   */
  static MalformedInputException closed(Map<Thumbprint, BadPassphraseException> closed) {
    BadPassphraseException first = closed.values().iterator().next();
    return advised(
        new MalformedInputException(first.fault(), first),
        lostKeys(closed.keySet().stream().map(Thumbprint::toString).toList(), Optional.empty()));
  }
}
