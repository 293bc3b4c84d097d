package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which virtual machine it is.
 *
 * @param id the machine's GUID
 * @param name what people call it: 1 to 256 characters, no control characters
 */
public record VmIdentity(UUID id, String name) {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 256;

  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Refuses names out of bounds. */
  public VmIdentity {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a name of a virtual machine");
    }
  }

  /**
   * Reads both.
   *
   * @param id 8-4-4-4-12 hexadecimal digits in upper or lower case, not all zero
   * @throws MalformedInputException code {@code bad-vm-id} or {@code bad-vm-name}
   */
  public static VmIdentity parse(String id, String name) throws MalformedInputException {
    String guid = id.toLowerCase(Locale.ROOT);
    if (!GUID.matcher(guid).matches() || guid.matches("[0-]*")) {
      throw bad("bad-vm-id", "id", "not a GUID, or one of zeros", "8-4-4-4-12 hexadecimal digits");
    }
    if (!isName(name)) {
      throw bad(
          "bad-vm-name",
          "name",
          "a name that is empty, too long or has control characters",
          "1 to " + MAX_NAME + " characters");
    }
    return new VmIdentity(UUID.fromString(guid), name);
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME
        && name.codePoints()
            .noneMatch(point -> Character.isISOControl(point) || isLoneSurrogate(point));
  }

  private static boolean isLoneSurrogate(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  private static MalformedInputException bad(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
