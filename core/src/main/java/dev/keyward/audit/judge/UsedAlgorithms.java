package dev.keyward.audit.judge;

import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.part.KeyEncryption;
import dev.keyward.protector.part.Wrapping;
import java.util.Set;
import java.util.TreeSet;

/**
 * The algorithms of a protector that its maker had a choice of and that Keyward knows. Those it
 * does not know are listed apart.
 */
public final class UsedAlgorithms {

  private UsedAlgorithms() {}

  /** The URIs, each once, sorted. */
  public static Set<String> of(KeyProtector protector) {
    Set<String> used = new TreeSet<>();
    used.add(protector.guardianSignature().signature().algorithm());
    for (Wrapping wrapping : protector.wrappings()) {
      used.add(wrapping.grant().signature().algorithm());
      used.add(wrapping.encryptionSignature().algorithm());
      KeyEncryption encryption = wrapping.transportKey().encryption();
      if (encryption.parameters().isPresent()) {
        used.add(encryption.uri());
      }
    }
    return used;
  }
}
