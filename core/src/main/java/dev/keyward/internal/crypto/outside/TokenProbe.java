package dev.keyward.internal.crypto.outside;

import java.security.Security;

/**
 * The program that {@link TokenList} starts. Java's provider for PKCS#11 writes what it finds in a
 * slot to standard output if it is asked to. Nothing else tells the label of a token.
 */
public final class TokenProbe {

  private TokenProbe() {}

  /**
   * Shows one slot.
   *
   * @param arguments the configuration of the provider
   */
  public static void main(String[] arguments) {
    Security.getProvider("SunPKCS11").configure("--" + arguments[0]);
  }
}
