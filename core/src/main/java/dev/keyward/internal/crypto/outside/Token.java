package dev.keyward.internal.crypto.outside;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.login.FailedLoginException;

/**
 * A token of PKCS#11, through Java's own provider, which is not registered. Sessions are the
 * provider's: it keeps as many as threads use at the same time. Safe for use by several threads.
 */
public final class Token {

  private final String label;
  private final Provider provider;
  private final Object login = new Object();
  private Optional<KeyStore> objects = Optional.empty();
  private Optional<Refusal> refused = Optional.empty();

  /** A PIN that was refused, and what was said of it. */
  private record Refusal(char[] pin, BadPassphraseException why) {}

  private Token(String label, Provider provider) {
    this.label = label;
    this.provider = provider;
  }

  /**
   * The token that a URI names: by its label, its serial number, or as the only one.
   *
   * @throws KeyUnusableException code {@code no-token}; or code {@code key-unusable}, where the
   *     module fails
   */
  public static Token of(TokenUri uri) throws KeywardException {
    String module = uri.module().orElseThrow(() -> withoutModule(uri));
    List<TokenList.Token> all = TokenList.of(module);
    List<TokenList.Token> fitting = all.stream().filter(each -> each.fits(uri)).toList();
    if (fitting.size() != 1) {
      String found = all.isEmpty() ? "no token" : "tokens " + TokenList.Token.words(all);
      Fault fault = Fault.of("no-token", module, found, "exactly one that fits " + uri);
      String hint = "name the token by its serial number: serial=NUMBER in the URI of the key";
      throw new KeyUnusableException(
          fitting.isEmpty() ? fault : fault.withHint(hint), fitting.isEmpty());
    }
    return of(fitting.get(0), module);
  }

  private static MalformedInputException withoutModule(TokenUri uri) {
    return new MalformedInputException(
        Fault.of("bad-key-uri", uri.toString(), "no module", "module-path=FILE after a ?"));
  }

  private static Token of(TokenList.Token found, String module) throws KeywardException {
    try {
      String text = TokenConfiguration.of(module, found.index()).text(false);
      Provider provider =
          DeviceCall.of(() -> Security.getProvider("SunPKCS11").configure("--" + text));
      return new Token(found.label(), provider);
    } catch (GeneralSecurityException e) {
      throw new KeyUnusableException(
          Fault.of("key-unusable", module, "it cannot be loaded", "a PKCS#11 module"), true, e);
    }
  }

  /** The token in words. */
  public String place() {
    return "token \"" + label + '"';
  }

  /**
   * Logs in, once. The PIN that was refused last is not tried again, since a token locks itself
   * after a few wrong ones. Another PIN is tried. Returns this.
   *
   * @throws BadPassphraseException code {@code wrong-pin}
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public Token login(char[] pin) throws BadPassphraseException, KeyUnusableException {
    synchronized (login) {
      if (refused.isPresent() && Arrays.equals(refused.get().pin(), pin)) {
        throw refused.get().why();
      }
      if (objects.isEmpty()) {
        objects = Optional.of(load(pin));
        forgetRefusal();
      }
      return this;
    }
  }

  private KeyStore load(char[] pin) throws BadPassphraseException, KeyUnusableException {
    try {
      return DeviceCall.of(() -> loaded(pin));
    } catch (GeneralSecurityException e) {
      if (isRefusal(e)) {
        forgetRefusal();
        BadPassphraseException why =
            new BadPassphraseException(
                Fault.of("wrong-pin", place(), "the token refuses the PIN", "its user PIN")
                    .withHint(
                        "a token locks itself after a few wrong PINs; Keyward tried this one"
                            + " once"),
                e);
        refused = Optional.of(new Refusal(pin.clone(), why));
        throw why;
      }
      throw failed("log in", e);
    }
  }

  private void forgetRefusal() {
    refused.ifPresent(old -> Arrays.fill(old.pin(), '\0'));
    refused = Optional.empty();
  }

  private KeyStore loaded(char[] pin) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static boolean isRefusal(GeneralSecurityException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FailedLoginException
          || String.valueOf(cause.getMessage()).startsWith("CKR_PIN_")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The private key of a public key, whose certificate must be in the token under the same
   * identifier.
   *
   * @throws KeyUnusableException code {@code no-key}; or code {@code key-unusable}
   */
  public KeyHandle key(RSAPublicKey wanted) throws KeyUnusableException {
    KeyStore store = objects();
    for (Held each : held()) {
      if (each.certificate().getPublicKey() instanceof RSAPublicKey key
          && key.getModulus().equals(wanted.getModulus())) {
        return new KeyHandle(hidden(store, each.label()), provider, key.getModulus());
      }
    }
    throw new KeyUnusableException(
        Fault.of(
            "no-key",
            place(),
            "no private key of the certificate",
            "the key, and its certificate beside it"),
        false);
  }

  /** Java's provider copies a key that the token gives out into the memory of Java. */
  private PrivateKey hidden(KeyStore store, String name) throws KeyUnusableException {
    try {
      if (DeviceCall.of(() -> store.getKey(name, null)) instanceof PrivateKey key
          && !(key instanceof RSAPrivateKey)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw failed("find the key", e);
    }
    throw new KeyUnusableException(
        Fault.of(
                "readable-key",
                place(),
                "the token gives out the private key \"" + name + '"',
                "one that stays in it")
            .withHint("set CKA_SENSITIVE of the key, or make a new key in the token"),
        false);
  }

  /**
   * A private key in the token, by its certificate.
   *
   * @param label of both
   */
  public record Held(String label, X509Certificate certificate) {}

  /** All keys that have a certificate. */
  public List<Held> held() throws KeyUnusableException {
    KeyStore store = objects();
    try {
      return DeviceCall.of(() -> held(store));
    } catch (GeneralSecurityException e) {
      throw failed("list its keys", e);
    }
  }

  private static List<Held> held(KeyStore store) throws GeneralSecurityException {
    List<Held> found = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)
          && store.getCertificate(alias) instanceof X509Certificate certificate) {
        found.add(new Held(alias, certificate));
      }
    }
    return found;
  }

  private KeyStore objects() {
    synchronized (login) {
      return objects.orElseThrow(() -> new IllegalStateException("nobody has logged in"));
    }
  }

  /** A new RSA key pair, which the token forgets unless {@link #keep} keeps it. */
  public KeyPair generate(int bits) throws KeyUnusableException {
    try {
      return DeviceCall.ofMaking(() -> made(bits));
    } catch (GeneralSecurityException e) {
      throw failed("make a key", e);
    }
  }

  private KeyPair made(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  /** A handle of a key that {@link #generate} made. */
  public KeyHandle handle(KeyPair pair) {
    return new KeyHandle(
        pair.getPrivate(), provider, ((RSAPublicKey) pair.getPublic()).getModulus());
  }

  /** Keeps a new key and its certificate in the token, under a label that nothing there has. */
  public void keep(String name, PrivateKey key, X509Certificate certificate)
      throws KeyUnusableException {
    KeyStore store = objects();
    try {
      DeviceCall.of(
          () -> {
            store.setKeyEntry(name, key, null, new Certificate[] {certificate});
            return true;
          });
    } catch (GeneralSecurityException e) {
      throw failed("keep the key", e);
    }
  }

  /** Takes back what {@link #keep} kept. */
  public void discard(String name) throws KeyUnusableException {
    KeyStore store = objects();
    try {
      DeviceCall.of(
          () -> {
            store.deleteEntry(name);
            return true;
          });
    } catch (GeneralSecurityException e) {
      throw failed("remove the key", e);
    }
  }

  /** How many sessions are open with the token, where Java's provider shows that. */
  Optional<Integer> sessions() {
    return TokenOaep.sessions(provider);
  }

  private KeyUnusableException failed(String act, Exception failure) {
    return new KeyUnusableException(
        Fault.of(
            "key-unusable",
            place(),
            DeviceCall.failed("the token fails to " + act, failure),
            "a token that works"),
        true,
        failure);
  }
}
