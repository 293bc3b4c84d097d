package dev.keyward.cli.base;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.crypto.KeyReference;
import java.util.List;
import java.util.Optional;

/**
 * What the passphrase options of one command give: a passphrase or the PIN of a device. They cannot
 * give both, and a passphrase that is tried as a PIN brings a device nearer to locking itself.
 */
final class SecretUse {

  private boolean passphrase;
  private Optional<KeyReference> pin = Optional.empty();

  /**
   * Adds keys that it is to open.
   *
   * @param references where the keys are outside; empty for keys in files
   * @throws BadPassphraseException code {@code pin-and-passphrase}
   */
  void add(List<KeyReference> references) throws BadPassphraseException {
    passphrase |= references.isEmpty();
    pin = pin.or(() -> references.stream().findFirst());
    if (passphrase && pin.isPresent()) {
      throw new BadPassphraseException(
          Fault.of(
                  "pin-and-passphrase",
                  pin.get().uri(),
                  "this command needs its PIN and the passphrase of other keys",
                  "a pin-source in the reference")
              .withHint(
                  "the passphrase options give the passphrase; have the references name the file of"
                      + " the PIN: guardian import-keys --replace --pin-source FILE"));
    }
  }
}
