package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object of ours, read strictly: UTF-8, each field taken once by its name and type, and
 * {@link #end} refuses what was not taken. There are texts, whole numbers, objects and arrays of
 * these, never null, true or fractions.
 */
public final class JsonFields {

  private static final int MAX_DEPTH = 8;

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
    try (JsonParser parser = Json.factory(json.length).createParser(text(json, where))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad("bad-json", where, "no JSON object", "one");
      }
      Object root = value(parser, where, 1);
      if (parser.nextToken() != null) {
        throw bad("bad-json", where, "content after the object", "its end");
      }
      return object(root, where);
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(
          Fault.of("bad-json", where, "text that is not well-formed JSON", "one JSON object"), e);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static String text(byte[] json, String where) throws MalformedInputException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw bad("bad-json", where, "bytes that are no UTF-8", "UTF-8");
    }
  }

  private static Object value(JsonParser parser, String path, int depth)
      throws IOException, MalformedInputException {
    if (depth > MAX_DEPTH) {
      throw bad("bad-json", path, "more than " + MAX_DEPTH + " levels", "fewer");
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> number(parser, path);
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser, path + "/" + shown(name), depth + 1));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser, path + "[" + (list.size() + 1) + "]", depth + 1));
        }
        yield list;
      }
      default -> throw bad("bad-field", path, "null, true, false or a fraction", "another value");
    };
  }

  private static Long number(JsonParser parser, String path)
      throws IOException, MalformedInputException {
    if (!parser.getText().matches("0|[1-9][0-9]{0,17}")) {
      throw bad("bad-field", path, "a number out of bounds", "0 or more, at most 18 digits");
    }
    return parser.getLongValue();
  }

  @SuppressWarnings("unchecked")
  private static JsonFields object(Object value, String path) throws MalformedInputException {
    if (!(value instanceof Map)) {
      throw bad("bad-field", path, "no object", "an object");
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

  /** A text of at most {@code most} characters. */
  public String text(String name, int most) throws MalformedInputException {
    if (!(take(name) instanceof String text) || text.length() > most) {
      throw bad("bad-field", path + "/" + name, "no text, or too long", "at most " + most);
    }
    return text;
  }

  /** A whole number from 0 to {@code most}. */
  public long number(String name, long most) throws MalformedInputException {
    if (!(take(name) instanceof Long number) || number > most) {
      throw bad("bad-field", path + "/" + name, "no number, or too large", "0 to " + most);
    }
    return number;
  }

  /** Base64 with padding, without line breaks, of at most {@code most} bytes. */
  public byte[] base64(String name, int most) throws MalformedInputException {
    String text = text(name, (most + 2) / 3 * 4);
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

  /** An object. */
  public JsonFields object(String name) throws MalformedInputException {
    return object(take(name), path + "/" + name);
  }

  /** An array of at most {@code most} objects. */
  public List<JsonFields> objects(String name, int most) throws MalformedInputException {
    if (!(take(name) instanceof List<?> values) || values.size() > most) {
      throw bad("bad-field", path + "/" + name, "no array, or too long", "at most " + most);
    }
    List<JsonFields> objects = new ArrayList<>();
    for (Object value : values) {
      objects.add(object(value, path + "/" + name + "[" + (objects.size() + 1) + "]"));
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

  private Object take(String name) throws MalformedInputException {
    Object value = fields.remove(name);
    if (value == null) {
      throw bad("missing-field", path, "no field \"" + name + "\"", "one");
    }
    return value;
  }

  private static String shown(String name) {
    String start = name.length() > 40 ? name.substring(0, 40) + "..." : name;
    return start.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static MalformedInputException bad(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
