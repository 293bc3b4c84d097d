package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads of a foreign JSON object the fields that hold a text, a number or a truth value, as text,
 * and the names of PowerShell's enumerations, such as {@code {"value":2,"Value":"Running"}};
 * everything else is passed over. An array of one object counts as that object.
 */
public final class JsonScalars {

  private static final int MAX_FIELDS = 4096;

  private JsonScalars() {}

  /** The fields by name. */
  public static Map<String, String> read(String json) throws MalformedInputException {
    try (JsonParser parser = Json.factory(json.length()).createParser(json)) {
      boolean array = parser.nextToken() == JsonToken.START_ARRAY;
      if (array) {
        parser.nextToken();
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw bad("no JSON object", null);
      }
      Map<String, String> fields = object(parser);
      if (array && parser.nextToken() != JsonToken.END_ARRAY) {
        throw bad("more than one object", null);
      }
      if (parser.nextToken() != null) {
        throw bad("content after the object", null);
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw bad("text that is not well-formed JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static Map<String, String> object(JsonParser parser)
      throws IOException, MalformedInputException {
    Map<String, String> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (isScalar(token)) {
        fields.put(name, parser.getText());
      } else if (token == JsonToken.START_OBJECT) {
        String value = enumeration(parser);
        if (value != null) {
          fields.put(name, value);
        }
      } else {
        parser.skipChildren();
      }
      if (fields.size() > MAX_FIELDS) {
        throw bad("more than " + MAX_FIELDS + " fields", null);
      }
    }
    return fields;
  }

  private static boolean isScalar(JsonToken token) {
    return token == JsonToken.VALUE_STRING || token.isNumeric() || token.isBoolean();
  }

  /** The name that an enumeration's object has beside its number; null for another object. */
  private static String enumeration(JsonParser parser) throws IOException {
    String value = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && name.equals("Value")) {
        value = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return value;
  }

  private static MalformedInputException bad(String found, JsonProcessingException cause) {
    return new MalformedInputException(Fault.of("bad-json", "", found, "one object"), cause);
  }
}
