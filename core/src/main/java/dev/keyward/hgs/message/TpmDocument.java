package dev.keyward.hgs.message;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of Keyward's own messages about TPMs: strict JSON with a schema in front. */
final class TpmDocument {

  private static final String SCHEMA = "schema";
  private static final int MOST_SCHEMA = 64;

  private TpmDocument() {}

  static Map<String, Object> tree(String schema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(SCHEMA, schema);
    return tree;
  }

  static JsonFields read(byte[] json, String schema) throws MalformedInputException {
    String where = schema.substring(0, schema.indexOf('/'));
    if (json.length > AttestationDocument.MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of(
              "too-large",
              where,
              json.length + " bytes",
              "at most " + AttestationDocument.MOST_BYTES));
    }
    JsonFields fields = JsonFields.parse(json, where);
    if (!fields.text(SCHEMA, MOST_SCHEMA).equals(schema)) {
      throw fields.bad(SCHEMA, "another schema", schema);
    }
    return fields;
  }
}
