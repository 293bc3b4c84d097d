package dev.keyward.cli;

import dev.keyward.internal.crypto.pkcs.Pkcs12.Encryption;
import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.Extension;

/**
 * The command line that writes key files of 2,048 rounds, as those of the fixtures have. JUnit
 * loads it before all tests, and processes that tests start have it as their main class; nothing in
 * the product can change the number. The tests of the launcher and the first command of each page
 * have the real one.
 */
public final class FewRounds implements Extension {

  static {
    try {
      Field iterations = Encryption.class.getDeclaredField("iterations");
      iterations.setAccessible(true);
      for (Encryption form : Encryption.values()) {
        iterations.setInt(form, 2048);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Is the command. */
  public static void main(String[] words) {
    Main.main(words);
  }

  /** Loads this class, in a process of a test. */
  static void lower() {}
}
