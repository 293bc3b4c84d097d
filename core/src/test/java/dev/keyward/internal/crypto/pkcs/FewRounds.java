package dev.keyward.internal.crypto.pkcs;

import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.Extension;

/**
 * Key files that tests make have 2,048 rounds, as the stores of the fixtures have: the real number
 * takes most of the time of a test that is about something else. JUnit loads it before all tests;
 * nothing in the product can change the number.
 */
public final class FewRounds implements Extension {

  private static final int FEW = 2048;

  /** What the product has. */
  static final int REAL = lowered();

  private static int lowered() {
    try {
      Field iterations = Pkcs12.Encryption.class.getDeclaredField("iterations");
      iterations.setAccessible(true);
      int real = iterations.getInt(Pkcs12.Encryption.AES_256);
      for (Pkcs12.Encryption form : Pkcs12.Encryption.values()) {
        iterations.setInt(form, FEW);
      }
      return real;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For a process of a test: from here on there are few rounds. */
  public static void lower() {
    if (REAL <= FEW) {
      throw new IllegalStateException("the product has only " + REAL + " rounds");
    }
  }
}
