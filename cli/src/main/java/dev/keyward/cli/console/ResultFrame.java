package dev.keyward.cli.console;

import java.util.List;
import java.util.Optional;

/** What is around a result in JSON: the schema, and what is wrong with the guardian store. */
record ResultFrame(
    String schema,
    @IfPresent Optional<String> storeMissing,
    @IfPresent Optional<List<String>> storeDamaged,
    Object data)
    implements Answer {

  static ResultFrame of(String schemaName, StoreGaps store, Object data) {
    return new ResultFrame(schema(schemaName), store.missing(), store.someDamaged(), data);
  }

  /** The schema of that name, such as {@code guardian-list}. */
  static String schema(String name) {
    return "keyward." + name + "/1";
  }
}
