package dev.keyward.internal.crypto.outside;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A PKCS#11 URI (RFC 7512), such as {@code
 * pkcs11:token=owner;object=signing?module-path=/usr/lib/softhsm/libsofthsm2.so}. A PIN may not be
 * in it, because such a reference is no secret.
 *
 * @param path the attributes that name token and object, decoded
 * @param query the attributes that say how to reach them, decoded
 */
public record TokenUri(Map<String, String> path, Map<String, String> query) {

  /** The longest URI, in characters. */
  public static final int MOST = 4096;

  private static final String SCHEME = "pkcs11:";
  private static final List<String> PATH =
      List.of("token", "manufacturer", "serial", "model", "object", "type");
  private static final List<String> QUERY = List.of("module-path", "pin-source");

  /** What stands for itself in a value: unreserved characters, and some that paths have. */
  private static final String PLAIN = "-._~/:@+";

  private static final Fault.Kind BAD =
      new Fault.Kind("bad-key-uri", "", "a PKCS#11 URI such as pkcs11:token=owner;object=signing");

  /** Copies the attributes. */
  public TokenUri {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * Reads a URI.
   *
   * @param where names it in errors
   * @throws MalformedInputException code {@code bad-key-uri}
   */
  public static TokenUri parse(String text, String where) throws MalformedInputException {
    Fault.Kind bad = BAD.at(where);
    if (text.length() > MOST || !text.startsWith(SCHEME)) {
      throw bad.malformed("not a PKCS#11 URI");
    }
    String rest = text.substring(SCHEME.length());
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    String query = mark < 0 ? "" : rest.substring(mark + 1);
    return new TokenUri(attributes(path, ";", PATH, bad), attributes(query, "&", QUERY, bad));
  }

  private static Map<String, String> attributes(
      String text, String separator, List<String> known, Fault.Kind bad)
      throws MalformedInputException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(separator, -1)) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      if (name.equals("pin-value")) {
        throw bad.malformed("a PIN in the URI, where everybody can read it");
      }
      if (equals < 0 || !known.contains(name)) {
        throw bad.malformed("an attribute that Keyward does not use");
      }
      if (found.put(name, decoded(each.substring(equals + 1), bad)) != null) {
        throw bad.malformed("the attribute " + name + " twice");
      }
    }
    return found;
  }

  private static String decoded(String value, Fault.Kind bad) throws MalformedInputException {
    ByteBuffer bytes = ByteBuffer.allocate(value.length());
    for (int i = 0; i < value.length(); i++) {
      char sign = value.charAt(i);
      if (sign <= ' ' || sign >= 0x7f) {
        throw bad.malformed("a character that must be written as % and two digits");
      }
      if (sign != '%') {
        bytes.put((byte) sign);
      } else if (value.length() - i > 2
          && isHex(value.charAt(i + 1))
          && isHex(value.charAt(i + 2))) {
        bytes.put((byte) Integer.parseInt(value, i + 1, i + 3, 16));
        i += 2;
      } else {
        throw bad.malformed("a % without two hexadecimal digits");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw bad.malformed("bytes that are not UTF-8", e);
    }
  }

  private static boolean isHex(char sign) {
    return Character.digit(sign, 16) >= 0;
  }

  /** The label of the token. */
  public Optional<String> token() {
    return Optional.ofNullable(path.get("token"));
  }

  /** The serial number of the token. */
  public Optional<String> serial() {
    return Optional.ofNullable(path.get("serial"));
  }

  /** The label of the key and its certificate. */
  public Optional<String> object() {
    return Optional.ofNullable(path.get("object"));
  }

  /** The file of the module that speaks with the token. */
  public Optional<String> module() {
    return Optional.ofNullable(query.get("module-path"));
  }

  /** Where the PIN is read from. */
  public Optional<String> pinSource() {
    return Optional.ofNullable(query.get("pin-source"));
  }

  /** The same URI with an attribute of its query, if it has none of that name. */
  public TokenUri withQuery(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.putIfAbsent(name, value);
    return new TokenUri(path, all);
  }

  /** The same URI with an attribute of its path, if it has none of that name. */
  public TokenUri with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(path);
    all.putIfAbsent(name, value);
    return new TokenUri(all, query);
  }

  /** What names the token and its module, without an object and a PIN. */
  public TokenUri place() {
    Map<String, String> names = new LinkedHashMap<>(path);
    names.keySet().removeAll(List.of("object", "type"));
    return new TokenUri(
        names, module().map(found -> Map.of("module-path", found)).orElse(Map.of()));
  }

  /** The same URI for another object. */
  public TokenUri withObject(String label) {
    Map<String, String> all = new LinkedHashMap<>(path);
    all.put("object", label);
    return new TokenUri(all, query);
  }

  /** The URI as text: always the same for the same attributes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(SCHEME);
    append(text, path, PATH, ";");
    if (!query.isEmpty()) {
      text.append('?');
      append(text, query, QUERY, "&");
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, Map<String, String> attributes, List<String> order, String separator) {
    String before = "";
    for (String name : order) {
      String value = attributes.get(name);
      if (value != null) {
        text.append(before).append(name).append('=').append(encoded(value));
        before = separator;
      }
    }
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (each & 0xff);
      boolean plain =
          sign >= '0' && sign <= '9'
              || sign >= 'a' && sign <= 'z'
              || sign >= 'A' && sign <= 'Z'
              || PLAIN.indexOf(sign) >= 0;
      text.append(plain ? String.valueOf(sign) : String.format(Locale.ROOT, "%%%02X", (int) sign));
    }
    return text.toString();
  }
}
