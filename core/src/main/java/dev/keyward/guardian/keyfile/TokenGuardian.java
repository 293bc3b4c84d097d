package dev.keyward.guardian.keyfile;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.NewKey;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import java.security.KeyPair;
import java.time.Instant;

/** A guardian whose private keys are in a token of PKCS#11. */
public final class TokenGuardian {

  private final OpenToken token;
  private final Tools tools;

  /** In that token. */
  public TokenGuardian(OpenToken token, Tools tools) {
    this.token = token;
    this.tools = tools;
  }

  /**
   * A new guardian. The token makes both keys, and keeps them and their certificates.
   *
   * @throws KeyUnusableException code {@code key-unusable}: then the token keeps neither
   */
  public GuardianKeys create(GuardianMaker.Plan plan, Instant now) throws KeyUnusableException {
    NewPairs made = new NewPairs(token.generate(plan.keyBits()), token.generate(plan.keyBits()));
    return keep(made, maker().certify(plan, made.pairs(), now));
  }

  /**
   * The same guardian with two new keys, as {@link GuardianMaker#newKeys} makes them.
   *
   * @throws KeyUnusableException as {@link #create}
   */
  public GuardianKeys newKeys(Guardian old, GuardianMaker.Plan plan, Instant now)
      throws KeyUnusableException {
    NewPairs made = new NewPairs(token.generate(plan.keyBits()), token.generate(plan.keyBits()));
    return keep(made, maker().newKeys(old, plan, made.pairs(), now));
  }

  /**
   * The same guardian with a new encryption key; its signing key and certificate stay.
   *
   * @throws KeyUnusableException as {@link #create}
   */
  public GuardianKeys newEncryptionKey(SigningKey signer, GuardianMaker.Plan plan, Instant now)
      throws KeyUnusableException {
    NewKey fresh = token.generate(plan.keyBits());
    GuardianKeys unproved = maker().newEncryptionKey(signer, plan, fresh.pair(), now);
    unproved.prove(tools);
    Guardian guardian = unproved.guardian();
    OutsideKey opener = keep("encryption", guardian, fresh, guardian.encryption());
    return new GuardianKeys(
        new SigningKey(guardian, signer.key()), new OpeningKey(guardian, opener));
  }

  private GuardianMaker maker() {
    return new GuardianMaker(tools.random(), tools.engine());
  }

  private record NewPairs(NewKey signing, NewKey encryption) {

    GuardianMaker.Pairs pairs() {
      return new GuardianMaker.Pairs(signing.pair(), encryption.pair());
    }
  }

  /** A device that cannot open what the new keys protect must not keep them. */
  private GuardianKeys keep(NewPairs made, GuardianKeys unproved) throws KeyUnusableException {
    unproved.prove(tools);
    Guardian guardian = unproved.guardian();
    OutsideKey signer = keep("signing", guardian, made.signing(), guardian.signing());
    try {
      OutsideKey opener = keep("encryption", guardian, made.encryption(), guardian.encryption());
      return new GuardianKeys(new SigningKey(guardian, signer), new OpeningKey(guardian, opener));
    } catch (KeyUnusableException e) {
      try {
        token.discard(label("signing", guardian, guardian.signing()));
      } catch (KeyUnusableException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private OutsideKey keep(
      String role, Guardian guardian, NewKey key, GuardianCertificate certificate)
      throws KeyUnusableException {
    return token.keep(label(role, guardian, certificate), key, certificate.x509());
  }

  private static String label(String role, Guardian guardian, GuardianCertificate certificate) {
    return OpenToken.label(guardian.name() + " " + role, certificate.keyThumbprint().toString());
  }

  /**
   * A new guardian over keys that the token has. Its certificates are new, and not kept there.
   *
   * @throws KeyUnusableException code {@code no-key} or {@code key-unusable}
   */
  public GuardianKeys certify(
      GuardianMaker.Plan plan, KeyReference signing, KeyReference encryption, Instant now)
      throws KeywardException {
    return maker()
        .certify(
            plan,
            new GuardianMaker.Pairs(pair(token.find(signing)), pair(token.find(encryption))),
            now);
  }

  private static KeyPair pair(OpenToken.Found found) {
    return new KeyPair(found.certificate().getPublicKey(), found.key());
  }

  /**
   * Keys that the token has, with the certificates that are there.
   *
   * @throws KeywardException where its certificate is unfit for the role
   */
  public ImportedKeys read(KeyReference signing, KeyReference encryption) throws KeywardException {
    return ImportedKeys.of(found(signing), found(encryption));
  }

  private FoundKey found(KeyReference reference) throws KeywardException {
    OpenToken.Found found = token.find(reference);
    GuardianCertificate certificate = GuardianCertificate.of(found.certificate());
    return new FoundKey(certificate, found.key(), reference.uri());
  }
}
