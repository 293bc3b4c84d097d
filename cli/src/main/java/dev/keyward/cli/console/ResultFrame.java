package dev.keyward.cli.console;

/** What is around a result in JSON: the schema, and what is wrong with the guardian store. */
record ResultFrame(String schema, @Inline StoreGaps store, Object data) implements Answer {

  static ResultFrame of(String schemaName, StoreGaps store, Object data) {
    return new ResultFrame(schema(schemaName), store, data);
  }

  /** The schema of that name, such as {@code guardian-list}. */
  static String schema(String name) {
    return "keyward." + name + "/1";
  }
}
