package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.ExportSink;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.Reader;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * Reads JSON exports in a stream: an array of numbers, or objects with a name and a protector as an
 * array of numbers or as base64.
 */
public final class JsonExportReader {

  private static final Set<String> HOLDERS = Set.of("keyprotector", "rawdata");
  private static final int MAX_FIELDS = 4096;
  private static final int MAX_NAME = 1024;

  private final JsonParser json;
  private final ExportSink sink;
  private final int mostBytes;

  private JsonExportReader(JsonParser json, ExportSink sink, int mostBytes) {
    this.json = json;
    this.sink = sink;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads to the end.
   *
   * @param text without byte order mark
   * @param mostCharacters the longest string that is taken; a longer one ends the reading
   */
  public static void read(Reader text, ExportSink sink, int mostCharacters)
      throws KeywardException, IOException {
    try (JsonParser json = Json.factory(mostCharacters).createParser(text)) {
      JsonExportReader reader = new JsonExportReader(json, sink, mostCharacters);
      json.nextToken();
      reader.value("");
      if (json.nextToken() != null) {
        throw malformed("content after the end", null);
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw malformed("JSON that is not well formed or out of bounds", e);
    }
  }

  /** Reads the value that the parser is at, to its last token. */
  private void value(String name) throws KeywardException, IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw malformed("an early end", null);
    }
    switch (token) {
      case START_OBJECT -> object(name);
      case START_ARRAY -> array(name);
      case VALUE_STRING -> string(name);
      case VALUE_NULL -> {
        if (holds(name)) {
          sink.nothing(name);
        }
      }
      default -> {}
    }
  }

  private void object(String name) throws KeywardException, IOException {
    // An object that holds the protector belongs to the one around it.
    boolean own = !holds(name);
    if (own) {
      sink.open();
    }
    // Names are kept to tell repeated ones, so their number has a bound.
    int fields = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      fields++;
      if (fields > MAX_FIELDS) {
        throw malformed("an object of more than " + MAX_FIELDS + " fields", null);
      }
      String field = json.currentName();
      json.nextToken();
      value(field);
    }
    if (own) {
      sink.close();
    }
  }

  private void array(String name) throws KeywardException, IOException {
    long start = json.currentTokenLocation().getCharOffset();
    JsonToken first = json.nextToken();
    boolean number = first != null && first.isNumeric();
    if (number && (holds(name) || name.isEmpty())) {
      numbers(name, start);
      return;
    }
    if (first == JsonToken.END_ARRAY && holds(name)) {
      sink.nothing(name);
    }
    while (json.currentToken() != JsonToken.END_ARRAY) {
      value("");
      json.nextToken();
    }
  }

  private void numbers(String name, long start) throws KeywardException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean readable = true;
    while (json.currentToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == null) {
        throw malformed("an early end", null);
      }
      readable &= json.currentToken() == JsonToken.VALUE_NUMBER_INT && bytes.size() < mostBytes;
      readable = readable && json.getNumberType() == JsonParser.NumberType.INT;
      int number = readable ? json.getIntValue() : -1;
      readable &= number >= 0 && number <= 255;
      if (readable) {
        bytes.write(number);
      } else {
        json.skipChildren();
      }
      json.nextToken();
    }
    long end = json.currentTokenLocation().getCharOffset() + 1;
    byte[] content = readable ? bytes.toByteArray() : null;
    sink.bytes(name, new ExportSink.Found(content, start, end, true));
  }

  private void string(String name) throws KeywardException, IOException {
    if (!holds(name)) {
      String other = json.getText();
      if (other.length() <= MAX_NAME) {
        sink.text(name, other);
      }
      return;
    }
    long start = json.currentTokenLocation().getCharOffset() + 1;
    String text = json.getText();
    if (text.isEmpty()) {
      sink.nothing(name);
      return;
    }
    byte[] content;
    try {
      String compact = text.replaceAll("[ \t\r\n]", "");
      content = compact.length() % 4 == 0 ? Base64.getDecoder().decode(compact) : null;
    } catch (IllegalArgumentException e) {
      content = null;
    }
    // Where the string ends in the source: escapes such as \\/ may make it longer than the text.
    sink.bytes(name, new ExportSink.Found(content, start, start + rawLength(), false));
  }

  private long rawLength() {
    return json.currentLocation().getCharOffset() - json.currentTokenLocation().getCharOffset() - 2;
  }

  private static boolean holds(String name) {
    return HOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static MalformedInputException malformed(String found, Exception cause) {
    return new MalformedInputException(
        Fault.of("malformed-json", "", found, "protectors in JSON"), cause);
  }
}
