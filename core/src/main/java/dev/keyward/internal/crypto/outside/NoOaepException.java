package dev.keyward.internal.crypto.outside;

import java.security.GeneralSecurityException;

/** A device forbids RSA without padding, and Java's provider does not let it decode OAEP itself. */
public final class NoOaepException extends GeneralSecurityException {

  /** What gives Keyward the code below Java's provider. */
  public static final String OPTIONS =
      "--add-opens jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED"
          + " --add-opens jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED";

  private static final long serialVersionUID = 1L;

  NoOaepException() {
    super("the device forbids RSA without padding, and Java's provider has no OAEP");
  }
}
