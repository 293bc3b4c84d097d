package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.NumberRun;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.Reader;

/** Reads JSON exports in a stream: of a file of any length only one value is held at a time. */
public final class JsonExportReader {
  private static final Fault.Kind EXPORT =
      new Fault.Kind("malformed-json", "", "protectors in JSON");

  private static final int MAX_FIELDS = 4096;
  private static final String NOT_WELL_FORMED = "JSON that is not well formed or out of bounds";
  private static final String NO_NAME = "\"\"";

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
        throw EXPORT.malformed("content after the end");
      }
    } catch (JsonProcessingException e) {
      throw EXPORT.malformed(RepeatedKey.in(e).orElse(NOT_WELL_FORMED), e);
    } catch (CharConversionException e) {
      throw EXPORT.malformed(NOT_WELL_FORMED, e);
    }
  }

  /** Reads the value that the parser is at, to its last token. */
  private void value(String field) throws KeywardException, IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw EXPORT.malformed("an early end");
    }
    switch (token) {
      case START_OBJECT -> object(field);
      case START_ARRAY -> array(field);
      case VALUE_STRING -> sink.text(field, text());
      case VALUE_NULL -> sink.other(field, "null", "");
      case VALUE_TRUE -> sink.other(field, "true or false", "True");
      case VALUE_FALSE -> sink.other(field, "true or false", "False");
      default -> sink.other(field, "a number", json.getText());
    }
  }

  private void object(String field) throws KeywardException, IOException {
    sink.open(field);
    // Names are kept to detect repeated ones, so their number has a bound.
    int fields = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      fields++;
      if (fields > MAX_FIELDS) {
        throw EXPORT.malformed("an object of more than " + MAX_FIELDS + " fields");
      }
      String name = json.currentName();
      json.nextToken();
      // An empty name would be that of an item of a list.
      value(name.isEmpty() ? NO_NAME : name);
    }
    sink.close();
  }

  private void array(String field) throws KeywardException, IOException {
    long start = json.currentTokenLocation().getCharOffset();
    sink.openList(field);
    NumberRun run = new NumberRun(mostBytes);
    boolean quoted = false;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonToken token = json.currentToken();
      if (token != null && token.isNumeric()) {
        run.add(number(), start, start);
      } else if (token == JsonToken.VALUE_STRING && NumberRun.byteOf(json.getText()) >= 0) {
        run.add(NumberRun.byteOf(json.getText()), start, start);
        quoted = true;
      } else {
        run.interrupt();
        item();
      }
    }
    if (run.hasNumbers()) {
      String quote = quoted ? "\"" : "";
      long end = json.currentTokenLocation().getCharOffset() + 1;
      sink.bytes("", run.found(start, end, content -> written(content, quote)));
    }
    sink.close();
  }

  private int number() throws IOException {
    boolean small =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() == JsonParser.NumberType.INT;
    return small ? json.getIntValue() : -1;
  }

  /** An item that is no number; null says nothing in a list. */
  private void item() throws KeywardException, IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      value("");
    }
  }

  private ExportSink.Text text() throws IOException {
    long start = json.currentTokenLocation().getCharOffset() + 1;
    String value = json.getText();
    // Where the string ends in the source: escapes such as \\/ may make it longer than the text.
    return new ExportSink.Text(value, start, json.currentLocation().getCharOffset() - 1);
  }

  private static String written(byte[] content, String quote) {
    StringBuilder array = new StringBuilder("[");
    for (byte value : content) {
      array.append(array.length() == 1 ? "" : ",");
      array.append(quote).append(value & 0xff).append(quote);
    }
    return array.append(']').toString();
  }
}
