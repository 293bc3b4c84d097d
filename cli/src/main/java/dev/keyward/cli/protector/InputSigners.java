package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.SigningKeys;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.List;

/**
 * The keys that sign in the files of a command line. A guardian that signs another's signing
 * certificate to grant access has not said that the key is for opening; but its signature can be
 * borrowed to say so. All files are read once more, where an answer rests on such a signature.
 */
final class InputSigners {

  private final ProtectorInput input;
  private final List<String> files;
  private final Verifier verifier;
  private boolean read;

  /** Verifies a document. */
  interface Verifier {
    VerifiedProtector verify(byte[] document) throws KeywardException;
  }

  InputSigners(ProtectorInput input, List<String> files, Verifier verifier) {
    this.input = input;
    this.files = List.copyOf(files);
    this.verifier = verifier;
  }

  /** Who is known, beside the keys that sign in the input if an answer can rest on them. */
  KnownGuardians beside(KnownGuardians known, VerifiedProtector protector) throws UsageException {
    if (read || !known.vouches(protector.wrappings())) {
      return known;
    }
    read = true;
    SigningKeys keys = new SigningKeys();
    for (String file : files) {
      try {
        input.all(file, entry -> note(entry, keys));
      } catch (KeywardException | IOException e) {
        // The answer about that file says so.
      }
    }
    return keys.beside(known);
  }

  private void note(ProtectorInput.Entry entry, SigningKeys keys) {
    try {
      verifier.verify(entry.document()).wrappings().forEach(each -> keys.add(each.signing()));
    } catch (KeywardException e) {
      // Of what is not valid nothing is proved.
    }
  }
}
