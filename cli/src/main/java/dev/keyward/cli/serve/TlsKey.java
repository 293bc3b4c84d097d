package dev.keyward.cli.serve;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key and certificates that a service proves itself with over TLS. */
public final class TlsKey {

  private TlsKey() {}

  /**
   * Reads a PKCS#12 file with one private key and its certificates.
   *
   * @param where names the file in errors
   * @throws BadPassphraseException code {@code wrong-passphrase}: it does not open the file
   */
  public static SSLContext read(byte[] pkcs12, Passphrase passphrase, String where)
      throws KeywardException {
    return passphrase.lend(
        characters -> {
          try {
            return context(load(pkcs12, characters, where), characters, where);
          } catch (GeneralSecurityException e) {
            throw bad(where, e);
          }
        });
  }

  private static KeyStore load(byte[] pkcs12, char[] passphrase, String where)
      throws GeneralSecurityException, KeywardException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(pkcs12), passphrase);
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new BadPassphraseException(
            Fault.of("wrong-passphrase", where, "it does not open with this passphrase", ""));
      }
      throw bad(where, e);
    }
  }

  private static SSLContext context(KeyStore store, char[] passphrase, String where)
      throws GeneralSecurityException, KeywardException {
    if (Collections.list(store.aliases()).stream().noneMatch(alias -> hasKey(store, alias))) {
      throw bad(where);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, passphrase);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static boolean hasKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store that was not loaded", e);
    }
  }

  private static MalformedInputException bad(String where) {
    return new MalformedInputException(fault(where));
  }

  private static MalformedInputException bad(String where, Exception cause) {
    return new MalformedInputException(fault(where), cause);
  }

  private static Fault fault(String where) {
    return Fault.of("bad-pkcs12", where, "no private key with certificates", "PKCS#12 with one");
  }
}
