package dev.keyward.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.internal.crypto.outside.KeyHandle;
import dev.keyward.internal.crypto.outside.Token;
import dev.keyward.internal.crypto.outside.TokenUri;
import dev.keyward.secret.Passphrase;
import dev.keyward.text.ShortPrint;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Optional;

/** A token of PKCS#11 that took its PIN: keys can be made and found in it. */
public final class OpenToken {

  /** How many hexadecimal digits of a key's SHA-256 make a label that no other object has. */
  private static final int DIGITS = 16;

  private final TokenUri uri;
  private final Token token;

  private OpenToken(TokenUri uri, Token token) {
    this.uri = uri;
    this.token = token;
  }

  /**
   * The token that a URI names.
   *
   * @param uri a PKCS#11 URI (RFC 7512) with a {@code module-path}
   * @throws MalformedInputException code {@code bad-key-uri}
   * @throws dev.keyward.BadPassphraseException code {@code wrong-pin}
   * @throws KeyUnusableException code {@code no-token} or {@code key-unusable}
   */
  public static OpenToken of(KeyReference uri, Passphrase pin)
      throws KeywardException, IOException {
    TokenUri parsed = TokenUri.parse(uri.uri(), "key reference");
    return new OpenToken(parsed, KeyProviders.installed().tokens().loggedIn(parsed, pin));
  }

  /**
   * The URI of a token with that label.
   *
   * @param module the file of the module that speaks with it
   * @param pin an absolute path of a file whose first line is the PIN
   */
  public static KeyReference token(String module, String label, Optional<Path> pin) {
    TokenUri uri = new TokenUri(Map.of("token", label), Map.of("module-path", module));
    return new KeyReference(withPin(uri, pin).toString());
  }

  /**
   * A URI that a user gave.
   *
   * @param module the file of the module, for a URI that names none
   * @param token the label of the token, for a URI that names none
   * @param pin an absolute path of a file whose first line is the PIN, for a URI that names none
   * @throws MalformedInputException code {@code bad-key-uri}
   */
  public static KeyReference uri(
      String text, String module, Optional<String> token, Optional<Path> pin)
      throws MalformedInputException {
    TokenUri uri = TokenUri.parse(text, '"' + text + '"').withQuery("module-path", module);
    TokenUri labelled = token.map(label -> uri.with("token", label)).orElse(uri);
    return new KeyReference(withPin(labelled, pin).toString());
  }

  private static TokenUri withPin(TokenUri uri, Optional<Path> pin) {
    return pin.map(file -> uri.withQuery("pin-source", "file:" + file)).orElse(uri);
  }

  /** The token in words. */
  public String place() {
    return token.place();
  }

  /**
   * A new RSA key pair, which nobody gets out of the token. The token forgets it when the program
   * ends, unless {@link #keep} keeps it.
   */
  public NewKey generate(int bits) throws KeyUnusableException {
    KeyPair made = token.generate(bits);
    KeyHandle handle = token.handle(made);
    OutsideKey.Place place = OutsideKey.Place.of(token.place());
    OutsideKey key = OutsideKey.of(handle.key(), handle.provider(), publicKey(made), place);
    return new NewKey(made, key, handle);
  }

  /**
   * A label for a new key, which no other object has.
   *
   * @param name of the owner, and what the key is for
   * @param print the SHA-256 of the key in hexadecimal digits
   */
  public static String label(String name, String print) {
    return name + " " + ShortPrint.of(print, DIGITS);
  }

  /**
   * Keeps a new pair and its certificate in the token.
   *
   * @param label as {@link #label} makes it
   * @return the private key, which others find by that label
   */
  public OutsideKey keep(String label, NewKey key, X509Certificate certificate)
      throws KeyUnusableException {
    token.keep(label, key.handle(), certificate);
    return key(label, publicKey(key.pair()));
  }

  /** Takes back what {@link #keep} kept. */
  public void discard(String label) throws KeyUnusableException {
    token.discard(label);
  }

  /**
   * A key of the token.
   *
   * @param certificate that is with it
   */
  public record Found(OutsideKey key, X509Certificate certificate) {}

  /**
   * The key that a URI names by {@code object}.
   *
   * @throws KeyUnusableException code {@code no-key}
   */
  public Found find(KeyReference reference) throws KeywardException {
    String object = TokenUri.parse(reference.uri(), "key reference").object().orElse("");
    for (Token.Held each : token.held()) {
      if (each.label().equals(object)
          && each.certificate().getPublicKey() instanceof RSAPublicKey key) {
        return new Found(key(object, key), each.certificate());
      }
    }
    throw new KeyUnusableException(
        Fault.of(
                "no-key",
                token.place(),
                "no RSA key with a certificate named \"" + object + '"',
                "one of " + token.held().stream().map(each -> '"' + each.label() + '"').toList())
            .withHint("Keyward finds a key by its certificate, which has the same identifier"),
        false);
  }

  private OutsideKey key(String label, RSAPublicKey key) throws KeyUnusableException {
    KeyHandle handle = token.key(key);
    KeyReference reference = new KeyReference(uri.withObject(label).toString());
    return OutsideKey.of(
        handle.key(), handle.provider(), key, OutsideKey.Place.of(token.place(), reference));
  }

  private static RSAPublicKey publicKey(KeyPair pair) {
    return (RSAPublicKey) pair.getPublic();
  }
}
