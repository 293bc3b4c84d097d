package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree of maps, lists, texts, flags, whole numbers and bytes as JSON, UTF-8, on one line.
 * Bytes become an array of numbers from 0 to 255.
 */
public final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonFactory ASCII =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonWriter() {}

  /** The document. */
  public static byte[] write(Map<String, ?> tree) {
    return written(tree);
  }

  /** A document that is one array of bytes. */
  static byte[] write(byte[] bytes) {
    return written(bytes);
  }

  private static byte[] written(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      value(value, generator);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return bytes.toByteArray();
  }

  /** The document in ASCII with a line feed behind it, every text as it is, proper or not. */
  public static byte[] line(Map<String, ?> tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = ASCII.createGenerator(text)) {
      value(tree, generator);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no output errors", e);
    }
    return text.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
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
    } else if (value instanceof byte[] bytes) {
      generator.writeStartArray();
      for (byte each : bytes) {
        generator.writeNumber(Byte.toUnsignedInt(each));
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
