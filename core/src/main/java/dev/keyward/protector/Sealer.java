package dev.keyward.protector;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SigningKey;
import java.security.PrivateKey;

/** A private key that signs, with its certificate; the name is for errors. */
record Sealer(GuardianName name, GuardianCertificate certificate, PrivateKey key) {

  static Sealer of(SigningKey key) {
    return new Sealer(key.guardian().name(), key.guardian().signing(), key.key());
  }

  /** The name only. */
  @Override
  public String toString() {
    return "Sealer(" + name + ")";
  }
}
