package dev.keyward.crypto.outside;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.OutsideKeyProvider;
import dev.keyward.internal.crypto.outside.KeyHandle;
import dev.keyward.internal.crypto.outside.Token;
import dev.keyward.internal.crypto.outside.TokenUri;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys in tokens of PKCS#11. A process logs in to a token once, as PKCS#11 wants it, so the tokens
 * that were found are remembered.
 */
public final class TokenKeys implements OutsideKeyProvider {

  private final Map<TokenUri, Token> tokens = new HashMap<>();

  /** Called by {@link java.util.ServiceLoader}. */
  public TokenKeys() {}

  @Override
  public String scheme() {
    return "pkcs11";
  }

  @Override
  public boolean asksForPin(KeyReference reference) throws KeywardException {
    return uri(reference).pinSource().isEmpty();
  }

  @Override
  public OutsideKey find(KeyReference reference, RSAPublicKey key, Passphrase pin)
      throws KeywardException, IOException {
    TokenUri uri = uri(reference);
    Token token = loggedIn(uri, pin);
    KeyHandle handle = token.key(key);
    return OutsideKey.of(
        handle.key(), handle.provider(), key, OutsideKey.Place.of(token.place(), reference));
  }

  private static TokenUri uri(KeyReference reference) throws MalformedInputException {
    return TokenUri.parse(reference.uri(), "key reference");
  }

  /** The token that a URI names, after its PIN was given. */
  Token loggedIn(TokenUri uri, Passphrase pin) throws KeywardException, IOException {
    Token token = token(uri);
    Optional<Passphrase> source = PinSource.read(uri);
    try {
      return source.orElse(pin).<Token, KeywardException>lend(token::login);
    } finally {
      source.ifPresent(Passphrase::close);
    }
  }

  private Token token(TokenUri uri) throws KeywardException {
    TokenUri place = uri.place();
    synchronized (tokens) {
      Token known = tokens.get(place);
      if (known == null) {
        known = Token.of(place);
        tokens.put(place, known);
      }
      return known;
    }
  }
}
