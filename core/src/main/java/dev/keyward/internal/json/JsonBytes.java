package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A JSON document that is one array of bytes, each a number from 0 to 255. */
public final class JsonBytes {

  private JsonBytes() {}

  /** The array on one line, in ASCII. */
  public static byte[] write(byte[] bytes) {
    return JsonWriter.write(bytes);
  }

  /** Whether a document can be such an array: it begins with a bracket. */
  public static boolean isArray(byte[] document) {
    return document.length > 0 && document[0] == '[';
  }

  /**
   * The bytes of such a document.
   *
   * @param json at most what the caller bounded it to
   * @param where the place that errors begin with
   * @throws MalformedInputException code {@code bad-json} or {@code bad-field}
   */
  public static byte[] parse(byte[] json, String where) throws MalformedInputException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 3 + 1);
    try (JsonParser parser = Json.factory(json.length).createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw JsonFields.bad("bad-json", where, "not a JSON array", "one");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (!JsonValues.isOctet(parser)) {
          throw JsonValues.noOctet(where);
        }
        bytes.write(parser.getIntValue());
      }
      if (parser.nextToken() != null) {
        throw JsonFields.bad("bad-json", where, "content after the array", "its end");
      }
      return bytes.toByteArray();
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(
          Fault.of("bad-json", where, "text that is not well-formed JSON", "one JSON array"), e);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }
}
