package dev.keyward.protector.seal;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import java.security.PrivateKey;

/** A private key that signs, with its certificate; the name is for errors. */
public record Sealer(GuardianName name, GuardianCertificate certificate, PrivateKey key) {

  public static Sealer of(SigningKey key) {
    return new Sealer(key.guardian().name(), key.guardian().signing(), key.key());
  }

  /** The name only. */
  @Override
  public String toString() {
    return "Sealer(" + name + ")";
  }
}
