package dev.keyward.internal.crypto.pkcs;

import java.lang.reflect.Field;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.Extension;

/**
 * Key files that tests make have 2,048 rounds, as the stores of the fixtures have: the real number
 * takes most of the time of a test that is about something else. JUnit loads it before all tests;
 * nothing in the product can change the number.
 */
public final class FewRounds implements Extension {

  private static final int FEW = 2048;

  /** What the product has for each form. */
  private static final Map<Pkcs12.Encryption, Integer> PRODUCT = lowered();

  /** What the product has for its own files. */
  static final int REAL = PRODUCT.get(Pkcs12.Encryption.AES_256);

  private static Map<Pkcs12.Encryption, Integer> lowered() {
    Map<Pkcs12.Encryption, Integer> real = new EnumMap<>(Pkcs12.Encryption.class);
    try {
      for (Pkcs12.Encryption form : Pkcs12.Encryption.values()) {
        real.put(form, iterations().getInt(form));
        iterations().setInt(form, FEW);
      }
      return real;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field iterations() throws ReflectiveOperationException {
    Field iterations = Pkcs12.Encryption.class.getDeclaredField("iterations");
    iterations.setAccessible(true);
    return iterations;
  }

  /** Does that with the numbers of the product, for a test that is about them. */
  public static <T> T withRealRounds(Callable<T> work) throws Exception {
    try {
      for (Map.Entry<Pkcs12.Encryption, Integer> form : PRODUCT.entrySet()) {
        iterations().setInt(form.getKey(), form.getValue());
      }
      return work.call();
    } finally {
      for (Pkcs12.Encryption form : PRODUCT.keySet()) {
        iterations().setInt(form, FEW);
      }
    }
  }

  /** For a process of a test: from here on there are few rounds. */
  public static void lower() {
    if (REAL <= FEW) {
      throw new IllegalStateException("the product has only " + REAL + " rounds");
    }
  }
}
