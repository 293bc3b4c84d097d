package dev.keyward.internal.json;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all JSON files of a host begin with: {@code "schema":"keyward.<name>/<version>"}. */
public final class HostDocument {

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final String SCHEMA = "schema";
  private static final int LONGEST_SCHEMA = 64;
  private static final int LONGEST_INSTANT = 64;
  private static final int LONGEST_PATH = 4096;

  private HostDocument() {}

  public static Map<String, Object> tree(String name) {
    return tree(name, 1);
  }

  public static Map<String, Object> tree(String name, int version) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(SCHEMA, schema(name, version));
    return tree;
  }

  private static String schema(String name, int version) {
    return "keyward." + name + "/" + version;
  }

  /** The fields behind the schema, and its version. */
  public record Versioned(int version, JsonFields fields) {}

  /** The fields behind the schema, which must be of that name and version 1. */
  public static JsonFields read(byte[] json, String name, String where) throws KeywardException {
    return read(json, name, 1, where).fields();
  }

  /** The same of a document that has versions from 1 to {@code newest}. */
  public static Versioned read(byte[] json, String name, int newest, String where)
      throws KeywardException {
    if (json.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("too-large", where, json.length + " bytes", "at most " + MOST_BYTES));
    }
    JsonFields fields = JsonFields.parse(json, where);
    String schema = fields.text(SCHEMA, LONGEST_SCHEMA);
    for (int version = 1; version <= newest; version++) {
      if (schema.equals(schema(name, version))) {
        return new Versioned(version, fields);
      }
    }
    if (schema.startsWith("keyward." + name + "/")) {
      throw new UnsupportedFormatException(
          Fault.of(
              "unknown-version", where + "/" + SCHEMA, "another version", schema(name, newest)));
    }
    throw fields.bad(SCHEMA, "an unknown schema", schema(name, newest));
  }

  /** A moment as {@link Instant#toString} writes it. */
  public static Instant instant(JsonFields fields, String name) throws KeywardException {
    try {
      return Instant.parse(fields.text(name, LONGEST_INSTANT));
    } catch (DateTimeException e) {
      throw fields.bad(name, "not a time", "one such as 2026-01-31T12:00:00Z");
    }
  }

  /** An absolute path. */
  public static Path path(JsonFields fields, String name) throws KeywardException {
    try {
      Path path = Path.of(fields.text(name, LONGEST_PATH));
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw fields.bad(name, "not an absolute path", "one");
  }
}
