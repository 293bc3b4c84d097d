package dev.keyward.hgs.message;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The form that all documents of the attestation service share: JSON, a {@code __type} in front,
 * and lists of numbered content. Fields that are not known are passed over, as other
 * implementations write more of them.
 */
final class AttestationDocument {

  /** The longest document, in bytes. */
  static final int MOST_BYTES = 2 << 20;

  private static final String TYPE = "__type";
  private static final String SUFFIX = ":#Microsoft.Windows.RemoteAttestation.Core";
  private static final String NUMBER = "m_Item1";
  private static final String BYTES = "m_Item2";
  private static final int MOST_ITEMS = 64;
  private static final int MOST_ITEM_BYTES = 1 << 20;
  private static final int MOST_NUMBER = 1_000_000;
  private static final int MOST_TYPE = 200;

  private AttestationDocument() {}

  /** A tree that begins with the type of that name. */
  static Map<String, Object> tree(String type) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(TYPE, type + SUFFIX);
    return tree;
  }

  static byte[] write(Map<String, Object> tree) {
    return JsonWriter.write(tree);
  }

  /** Reads an object; a type that is named must stand first and be of the protocol. */
  static JsonFields read(byte[] json, String where) throws MalformedInputException {
    if (json.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("too-large", where, json.length + " bytes", "at most " + MOST_BYTES));
    }
    JsonFields fields = JsonFields.parseLoose(json, where);
    if (fields.has(TYPE) && !fields.firstName().equals(TYPE)) {
      throw fields.bad(TYPE, "it comes after other fields", "it as the first field");
    }
    return fields;
  }

  /** The name of the type, where there is one. */
  static Optional<String> type(JsonFields fields) throws MalformedInputException {
    if (!fields.has(TYPE)) {
      return Optional.empty();
    }
    String type = fields.text(TYPE, MOST_TYPE);
    if (!type.endsWith(SUFFIX)) {
      throw fields.bad(TYPE, "a type of another protocol", "one that ends in " + SUFFIX);
    }
    return Optional.of(type.substring(0, type.length() - SUFFIX.length()));
  }

  static List<Map<String, Object>> content(Map<Integer, byte[]> items, ByteForm form) {
    List<Map<String, Object>> list = new ArrayList<>();
    items.forEach(
        (number, bytes) -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put(NUMBER, (long) number);
          item.put(BYTES, form.written(bytes));
          list.add(item);
        });
    return list;
  }

  /** The numbered items of a list, each number once. */
  static Map<Integer, byte[]> content(JsonFields fields, String name, ByteForm.Reading reading)
      throws MalformedInputException {
    Map<Integer, byte[]> items = new TreeMap<>();
    for (JsonFields item : fields.objects(name, MOST_ITEMS)) {
      int number = (int) item.number(NUMBER, MOST_NUMBER);
      if (items.put(number, reading.bytes(item, BYTES, MOST_ITEM_BYTES)) != null) {
        throw item.bad(NUMBER, "the number " + number + " a second time", "each number once");
      }
    }
    return items;
  }
}
