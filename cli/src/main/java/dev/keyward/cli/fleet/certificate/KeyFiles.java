package dev.keyward.cli.fleet.certificate;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.guardian.keyfile.CertificateFile;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads certificates, and whether their keys are beside them, from files of any kind. */
public record KeyFiles(KeyFileInput keys) {

  /**
   * Why a file stays locked: without a passphrase it is tried with an empty one, which tells
   * whether Active Directory accounts can open it.
   */
  public String whyLocked(byte[] content, BadPassphraseException refused) {
    if (keys.isGiven() || !CertificateFile.isPkcs12(content)) {
      return refused.fault().found();
    }
    try (Passphrase empty = Passphrase.copyOf(new char[0])) {
      CertificateFile.readHeld(new KeySource(content, Optional.of(empty), ""));
    } catch (BadPassphraseException e) {
      boolean sealed = e.fault().found().contains("Active Directory");
      return sealed ? e.fault().found() : refused.fault().found();
    } catch (KeywardException e) {
      return e.fault().found();
    }
    return "its passphrase is empty; give --key-passphrase-file a file with an empty line";
  }

  /**
   * The certificates of a file.
   *
   * @throws BadPassphraseException for one that is locked, where no passphrase opens it
   */
  public List<CertificateFile.Held> read(byte[] content)
      throws KeywardException, IOException, UsageException {
    boolean closed =
        CertificateFile.isPkcs12(content) || (keys.isGiven() && !KeySource.isInClear(content));
    return CertificateFile.readHeld(
        new KeySource(content, closed ? Optional.of(keys.given()) : Optional.empty(), ""));
  }
}
