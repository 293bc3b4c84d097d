package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Reads one JSON value into maps, lists, texts, whole numbers and, where it is loose, flags. */
final class JsonValues {

  private static final int MAX_DEPTH = 8;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** Stands for a value that is well formed and nothing that any of our fields can be. */
  private static final Object FOREIGN = new Object();

  /** Long arrays of bytes are one reference for each byte, and no object. */
  private static final Long[] OCTETS = LongStream.range(0, 256).boxed().toArray(Long[]::new);

  private final JsonParser parser;
  private final boolean loose;

  JsonValues(JsonParser parser, boolean loose) {
    this.parser = parser;
    this.loose = loose;
  }

  /** The value that the parser is at. */
  Object value(String path, int depth) throws IOException, MalformedInputException {
    if (depth > MAX_DEPTH) {
      throw JsonFields.bad("bad-json", path, "more than " + MAX_DEPTH + " levels", "fewer");
    }
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> number(path);
      case START_OBJECT -> object(path, depth);
      case START_ARRAY -> array(path, depth);
      default -> other(path);
    };
  }

  private Map<String, Object> object(String path, int depth)
      throws IOException, MalformedInputException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean absent = parser.nextToken() == JsonToken.VALUE_NULL && loose;
      if (!absent) {
        fields.put(name, value(path + "/" + JsonFields.shown(name), depth + 1));
      }
    }
    return fields;
  }

  private List<Object> array(String path, int depth) throws IOException, MalformedInputException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(
          isOctet(parser)
              ? OCTETS[parser.getIntValue()]
              : value(path + "[" + (list.size() + 1) + "]", depth + 1));
    }
    return list;
  }

  /** Whether the parser is at a whole number from 0 to 255; minus zero is none. */
  static boolean isOctet(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getTextLength() <= 3
        && parser.getTextCharacters()[parser.getTextOffset()] != '-'
        && parser.getIntValue() < OCTETS.length;
  }

  private Object number(String path) throws IOException, MalformedInputException {
    if (NUMBER.matcher(parser.getText()).matches()) {
      return parser.getLongValue();
    }
    if (loose) {
      return FOREIGN;
    }
    throw JsonFields.bad(
        "bad-field", path, "a number out of bounds", "0 or more, at most 18 digits");
  }

  /** The byte that a value of an array stands for. */
  static byte octet(Object value, String path) throws MalformedInputException {
    if (!(value instanceof Long number) || number >= OCTETS.length) {
      throw noOctet(path);
    }
    return number.byteValue();
  }

  static MalformedInputException noOctet(String path) {
    return JsonFields.bad("bad-field", path, "not a byte", "numbers from 0 to 255");
  }

  private Object other(String path) throws MalformedInputException {
    if (!loose) {
      throw JsonFields.bad("bad-field", path, "null, true, false or a fraction", "another value");
    }
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> FOREIGN;
    };
  }
}
