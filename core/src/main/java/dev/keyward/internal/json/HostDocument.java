package dev.keyward.internal.json;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What all JSON files of a host begin with: {@code "schema":"keyward.<name>/1"}. */
public final class HostDocument {

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final String SCHEMA = "schema";
  private static final String VERSION = "/1";
  private static final int LONGEST_SCHEMA = 64;

  private HostDocument() {}

  public static Map<String, Object> tree(String name) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(SCHEMA, schema(name));
    return tree;
  }

  private static String schema(String name) {
    return "keyward." + name + VERSION;
  }

  /** The fields behind the schema, which must be of that name and version 1. */
  public static JsonFields read(byte[] json, String name, String where) throws KeywardException {
    if (json.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("too-large", where, json.length + " bytes", "at most " + MOST_BYTES));
    }
    JsonFields fields = JsonFields.parse(json, where);
    String schema = fields.text(SCHEMA, LONGEST_SCHEMA);
    if (schema.equals(schema(name))) {
      return fields;
    }
    if (schema.startsWith("keyward." + name + "/")) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-version", where + "/" + SCHEMA, "another version", schema(name)));
    }
    throw fields.bad(SCHEMA, "an unknown schema", schema(name));
  }
}
