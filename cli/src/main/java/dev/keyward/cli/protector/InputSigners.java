package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.ProtectorInput;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that sign in the files of a command line. A guardian that signs another's signing
 * certificate to grant access has not said that the key is for opening; but its signature can be
 * borrowed to say so. All files are read once more, where an answer rests on such a signature.
 */
final class InputSigners {

  /** At 200 bytes each, so that an input made for it cannot fill the memory. */
  private static final int MOST = 100_000;

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
    Set<Thumbprint> keys = new HashSet<>();
    for (String file : files) {
      try {
        input.all(file, entry -> note(entry, keys));
      } catch (KeywardException | IOException e) {
        // The answer about that file says so.
      }
    }
    return known.withSigners(keys);
  }

  private void note(ProtectorInput.Entry entry, Set<Thumbprint> keys) {
    try {
      verifier.verify(entry.document()).wrappings().stream()
          .map(each -> each.signing().keyThumbprint())
          .limit(MOST - keys.size())
          .forEach(keys::add);
    } catch (KeywardException e) {
      // Of what is not valid nothing is proved.
    }
  }
}
