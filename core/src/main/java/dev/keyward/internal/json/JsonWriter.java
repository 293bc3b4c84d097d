package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes a tree of maps, lists, texts, flags and whole numbers as JSON, UTF-8, on one line. */
public final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonWriter() {}

  /** The document. */
  public static byte[] write(Map<String, ?> tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      value(tree, generator);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return bytes.toByteArray();
  }

  private static void value(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName((String) entry.getKey());
        value(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> list) {
      generator.writeStartArray();
      for (Object each : list) {
        value(each, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else {
      generator.writeString((String) value);
    }
  }
}
