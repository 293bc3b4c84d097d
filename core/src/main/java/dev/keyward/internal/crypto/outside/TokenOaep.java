package dev.keyward.internal.crypto.outside;

import dev.keyward.internal.crypto.Rsa;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * OAEP that a token decodes itself. Java's provider for PKCS#11 does not offer it, but the code
 * below that provider does. A program reaches that code only if Java was started with {@link
 * NoOaepException#OPTIONS}.
 */
final class TokenOaep {

  /** CKM_RSA_PKCS_OAEP. */
  private static final long MECHANISM = 9;

  /** CKZ_DATA_SPECIFIED: the label is part of the parameters. It is empty. */
  private static final long LABEL = 1;

  /** Names of digests, as their places in the two lists of numbers. */
  private static final List<String> DIGESTS = List.of("SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private static final long[] HASHES = {0x220, 0x250, 0x260, 0x270};
  private static final long[] MASKS = {1, 2, 3, 4};

  /**
   * CKR_GENERAL_ERROR, CKR_FUNCTION_FAILED, CKR_DATA_INVALID, CKR_DATA_LEN_RANGE,
   * CKR_ENCRYPTED_DATA_INVALID, CKR_ENCRYPTED_DATA_LEN_RANGE: what tokens say of a text that does
   * not open.
   */
  private static final List<Long> REFUSALS = List.of(0x5L, 0x6L, 0x20L, 0x21L, 0x40L, 0x41L);

  private static final String ROOM = "sun.security.pkcs11";
  private static final String WRAPPER = ROOM + ".wrapper";

  private TokenOaep() {}

  /** Whether it is a key of Java's own provider. */
  static boolean isOfToken(PrivateKey key) {
    return type(key).isPresent();
  }

  private static Optional<Class<?>> type(PrivateKey key) {
    Class<?> type = key.getClass();
    while (type != null && !type.getName().equals(ROOM + ".P11Key")) {
      type = type.getSuperclass();
    }
    return Optional.ofNullable(type);
  }

  /**
   * The message; empty if the text does not open.
   *
   * @param key of Java's own provider
   * @throws NoOaepException if Java was started without those options
   */
  static Optional<byte[]> open(PrivateKey key, Rsa.Digests digests, byte[] encrypted)
      throws GeneralSecurityException {
    Class<?> type = type(key).orElseThrow(NoOaepException::new);
    Module own = TokenOaep.class.getModule();
    if (!type.getModule().isOpen(ROOM, own) || !type.getModule().isOpen(WRAPPER, own)) {
      throw new NoOaepException();
    }
    try {
      return opened(key, type, digests, encrypted);
    } catch (InvocationTargetException e) {
      if (isRefusal(e.getTargetException())) {
        return Optional.empty();
      }
      throw new GeneralSecurityException(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new GeneralSecurityException("this Java has another provider for PKCS#11", e);
    }
  }

  private static Optional<byte[]> opened(
      PrivateKey key, Class<?> type, Rsa.Digests digests, byte[] encrypted)
      throws ReflectiveOperationException {
    Object token = value(type, "token", key);
    Object session = method(token.getClass(), "getOpSession").invoke(token);
    Object number = method(type, "getKeyID").invoke(key);
    try {
      Object module = value(token.getClass(), "p11", token);
      Object id = method(session.getClass(), "id").invoke(session);
      Object how = mechanism(type, digests);
      method(module.getClass(), "C_DecryptInit").invoke(module, id, how, number);
      byte[] message = new byte[encrypted.length];
      Method decrypt = method(module.getClass(), "C_Decrypt");
      Object size =
          decrypt.invoke(
              module, id, 0L, encrypted, 0, encrypted.length, 0L, message, 0, message.length);
      byte[] whole = Arrays.copyOf(message, (int) size);
      Arrays.fill(message, (byte) 0);
      return Optional.of(whole);
    } finally {
      method(type, "releaseKeyID").invoke(key);
      method(token.getClass(), "releaseSession").invoke(token, session);
    }
  }

  private static boolean isRefusal(Throwable failure) {
    try {
      return failure.getClass().getName().equals(WRAPPER + ".PKCS11Exception")
          && REFUSALS.contains(method(failure.getClass(), "getErrorCode").invoke(failure));
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static Object mechanism(Class<?> type, Rsa.Digests digests)
      throws ReflectiveOperationException {
    byte[] parameters = parameters(digests, isWindows());
    return Class.forName(WRAPPER + ".CK_MECHANISM", true, type.getClassLoader())
        .getConstructor(long.class, byte[].class)
        .newInstance(MECHANISM, parameters);
  }

  /** The C structure CK_RSA_PKCS_OAEP_PARAMS, whose numbers have other sizes on Windows. */
  static byte[] parameters(Rsa.Digests digests, boolean isWindows) {
    int size = isWindows ? Integer.BYTES : Long.BYTES;
    ByteBuffer all = ByteBuffer.allocate(4 * size + Long.BYTES).order(ByteOrder.nativeOrder());
    long[] numbers = {
      HASHES[DIGESTS.indexOf(digests.label())], MASKS[DIGESTS.indexOf(digests.mask())], LABEL
    };
    for (long each : numbers) {
      if (isWindows) {
        all.putInt((int) each);
      } else {
        all.putLong(each);
      }
    }
    // No address and no length of a label.
    return all.array();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /**
   * How many sessions Java's own provider has open with its token; empty if it does not show that,
   * as when Java was started without those options.
   */
  static Optional<Integer> sessions(Provider provider) {
    try {
      Object token = value(provider.getClass(), "token", provider);
      Object sessions = value(token.getClass(), "sessionManager", token);
      Object active = value(sessions.getClass(), "activeSessions", sessions);
      return Optional.of(((Number) active).intValue());
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Object value(Class<?> type, String name, Object of)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** The only method of that name, there or above. */
  private static Method method(Class<?> type, String name) throws ReflectiveOperationException {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          method.setAccessible(true);
          return method;
        }
      }
    }
    throw new NoSuchMethodException(name);
  }
}
