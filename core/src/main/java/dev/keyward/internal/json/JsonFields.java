package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of ours, read strictly: UTF-8, each field taken once by its name and type, and
 * {@link #end} refuses what was not taken. There are texts, whole numbers, objects and arrays of
 * these, never null, true or fractions, unless it is read loosely.
 */
public final class JsonFields {

  /** The most characters of a text in a line: 2^20. */
  public static final int MOST_IN_LINE = 1 << 20;

  private static final JsonFactory LINES = Json.factory(MOST_IN_LINE);

  private final Map<String, Object> fields;
  private final String path;

  private JsonFields(Map<String, Object> fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /**
   * Reads a document that is one object.
   *
   * @param json at most what the caller bounded it to; it is held in memory
   * @param where the place that errors begin with
   */
  public static JsonFields parse(byte[] json, String where) throws MalformedInputException {
    return parse(json, where, false);
  }

  /**
   * The same of a document that others may have written: a field that is null counts as not there,
   * there are flags, and numbers of other kinds are a fault only where somebody wants to know them.
   */
  public static JsonFields parseLoose(byte[] json, String where) throws MalformedInputException {
    return parse(json, where, true);
  }

  /** The same of one line among many, with texts of at most {@link #MOST_IN_LINE} characters. */
  public static JsonFields parseLine(byte[] json, String where) throws MalformedInputException {
    return parse(LINES, json, where, false);
  }

  private static JsonFields parse(byte[] json, String where, boolean loose)
      throws MalformedInputException {
    return parse(Json.factory(json.length), json, where, loose);
  }

  private static JsonFields parse(JsonFactory factory, byte[] json, String where, boolean loose)
      throws MalformedInputException {
    try (JsonParser parser = factory.createParser(text(json, where))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad("bad-json", where, "not a JSON object", "one");
      }
      Object root = new JsonValues(parser, loose).value(where, 1);
      if (parser.nextToken() != null) {
        throw bad("bad-json", where, "content after the object", "its end");
      }
      return of(root, where);
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(
          Fault.of(
              "bad-json",
              where,
              RepeatedKey.in(e).orElse("text that is not well-formed JSON"),
              "one JSON object"),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static String text(byte[] json, String where) throws MalformedInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw bad("bad-json", where, "bytes that are not UTF-8", "UTF-8");
    }
  }

  @SuppressWarnings("unchecked")
  static JsonFields of(Object value, String path) throws MalformedInputException {
    if (!(value instanceof Map)) {
      throw bad("bad-field", path, "not an object", "an object");
    }
    return new JsonFields((Map<String, Object>) value, path);
  }

  /** Where the object is, for errors. */
  public String path() {
    return path;
  }

  /** Whether a field of that name was not taken yet. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The name of the first field that was not taken yet, or empty. */
  public String firstName() {
    return fields.isEmpty() ? "" : fields.keySet().iterator().next();
  }

  /** A text of at most {@code most} characters. */
  public String text(String name, int most) throws MalformedInputException {
    if (!(take(name) instanceof String text) || text.length() > most) {
      throw bad("bad-field", path + "/" + name, "not a text, or too long", "at most " + most);
    }
    return text;
  }

  /** What turns text into a value, or says what is wrong with it. */
  @FunctionalInterface
  public interface Parser<T> {
    T parse(String text) throws MalformedInputException;
  }

  /** The text as the value that {@code parser} makes of it. */
  public <T> T parsed(String name, int most, Parser<T> parser) throws MalformedInputException {
    String text = text(name, most);
    try {
      return parser.parse(text);
    } catch (MalformedInputException e) {
      throw e.within(path);
    }
  }

  /** A whole number from 0 to {@code most}. */
  public long number(String name, long most) throws MalformedInputException {
    if (!(take(name) instanceof Long number) || number > most) {
      throw bad("bad-field", path + "/" + name, "not a number, or too large", "0 to " + most);
    }
    return number;
  }

  /** A flag, where the field is there. */
  public Optional<Boolean> optionalFlag(String name) throws MalformedInputException {
    if (!has(name)) {
      return Optional.empty();
    }
    if (!(take(name) instanceof Boolean flag)) {
      throw bad("bad-field", path + "/" + name, "not a truth value", "true or false");
    }
    return Optional.of(flag);
  }

  /** An array of at most {@code mostItems} whole numbers from 0 to {@code most}. */
  public List<Long> numbers(String name, int mostItems, long most) throws MalformedInputException {
    List<Long> numbers = new ArrayList<>();
    for (Object value : array(name, mostItems)) {
      if (!(value instanceof Long number) || number > most) {
        throw bad("bad-field", path + "/" + name, "not a number, or too large", "0 to " + most);
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** Base64 with padding, without line breaks, of at most {@code most} bytes. */
  public byte[] base64(String name, int most) throws MalformedInputException {
    return base64(name, text(name, (most + 2) / 3 * 4), most);
  }

  /** An array of at most {@code mostItems} such texts. */
  public List<byte[]> base64s(String name, int mostItems, int most) throws MalformedInputException {
    List<byte[]> decoded = new ArrayList<>();
    for (String text : texts(name, mostItems, (most + 2) / 3 * 4)) {
      decoded.add(base64(name, text, most));
    }
    return decoded;
  }

  private byte[] base64(String name, String text, int most) throws MalformedInputException {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      if (decoded.length <= most && Base64.getEncoder().encodeToString(decoded).equals(text)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw bad("bad-field", path + "/" + name, "loose base64", "base64 with padding");
  }

  /** Whether a field of that name was not taken yet and is a text. */
  public boolean isText(String name) {
    return fields.get(name) instanceof String;
  }

  /**
   * At most {@code most} bytes, each of them a number from 0 to 255 in an array; or base64 as in
   * {@link #base64}.
   */
  public byte[] bytes(String name, int most) throws MalformedInputException {
    if (isText(name)) {
      return base64(name, most);
    }
    List<?> values = array(name, most);
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = JsonValues.octet(values.get(i), path + "/" + name);
    }
    return bytes;
  }

  /** An array of at most {@code mostItems} texts of at most {@code most} characters. */
  public List<String> texts(String name, int mostItems, int most) throws MalformedInputException {
    List<String> texts = new ArrayList<>();
    for (Object value : array(name, mostItems)) {
      if (!(value instanceof String text) || text.length() > most) {
        throw bad("bad-field", path + "/" + name, "not a text, or too long", "at most " + most);
      }
      texts.add(text);
    }
    return texts;
  }

  /** An object. */
  public JsonFields object(String name) throws MalformedInputException {
    return of(take(name), path + "/" + name);
  }

  /** An array of at most {@code most} objects. */
  public List<JsonFields> objects(String name, int most) throws MalformedInputException {
    List<JsonFields> objects = new ArrayList<>();
    for (Object value : array(name, most)) {
      objects.add(of(value, path + "/" + name + "[" + (objects.size() + 1) + "]"));
    }
    return objects;
  }

  /** Refuses fields that were not taken. */
  public void end() throws MalformedInputException {
    if (!fields.isEmpty()) {
      String name = shown(fields.keySet().iterator().next());
      throw bad("unknown-field", path, "a field \"" + name + "\"", "only those of this version");
    }
  }

  /** A fault of the field of that name. */
  public MalformedInputException bad(String name, String found, String expected) {
    return bad("bad-field", path + "/" + name, found, expected);
  }

  private List<?> array(String name, int most) throws MalformedInputException {
    if (!(take(name) instanceof List<?> values) || values.size() > most) {
      throw bad("bad-field", path + "/" + name, "not an array, or too long", "at most " + most);
    }
    return values;
  }

  private Object take(String name) throws MalformedInputException {
    Object value = fields.remove(name);
    if (value == null) {
      throw bad("missing-field", path, "no field \"" + name + "\"", "one");
    }
    return value;
  }

  static String shown(String name) {
    return ForeignText.ascii(name, 40);
  }

  static MalformedInputException bad(String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
