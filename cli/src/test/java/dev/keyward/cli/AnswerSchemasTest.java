package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keyward.cli.console.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the schemas of answers against the records that they are written from. */
class AnswerSchemasTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A schema and the record whose fields it tells. */
  record Pair(String schema, Class<?> type) {
    @Override
    public String toString() {
      return schema;
    }
  }

  private static final List<Pair> PAIRS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.keyward.cli")
              .stream()
              .filter(type -> type.isAnnotatedWith(Answer.To.class))
              .map(type -> type.reflect())
              .flatMap(
                  type ->
                      Stream.of(type.getAnnotation(Answer.To.class).value())
                          .map(schema -> new Pair(schema, type)))
              .toList();

  static List<Pair> pairs() {
    return PAIRS;
  }

  @Test
  void eachSchemaIsOfOneRecord() {
    List<String> schemas = PAIRS.stream().map(Pair::schema).toList();
    assertEquals(new TreeSet<>(schemas).size(), schemas.size(), schemas.toString());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aSchemaTellsEveryFieldAndNoOther(Pair pair) throws IOException {
    try (InputStream in =
        Main.class.getResourceAsStream("/dev/keyward/schema/keyward." + pair.schema + ".1.json")) {
      JsonNode root = JSON.readTree(in);
      boolean framed = root.at("/properties").has("data");
      if (framed) {
        String name = root.at("/properties/schema/const").asText();
        assertEquals("keyward." + pair.schema + "/1", name);
      }
      List<String> faults = new ArrayList<>();
      new Comparison(root, faults)
          .object(framed ? root.at("/properties/data") : root, pair.type, "data");
      assertEquals(List.of(), faults);
    }
  }

  /** Compares a schema with a type, and notes what differs. */
  private record Comparison(JsonNode root, List<String> faults) {

    private JsonNode resolved(JsonNode node) {
      String target = node.path("$ref").asText();
      return target.isEmpty() ? node : resolved(root.at(target.substring(1)));
    }

    void object(JsonNode unresolved, Class<?> type, String path) {
      if (type.isSealed()) {
        branches(resolved(unresolved).path("oneOf"), type.getPermittedSubclasses(), path);
        return;
      }
      JsonNode node = nonNull(resolved(unresolved));
      Map<String, RecordComponent> fields = new LinkedHashMap<>();
      Set<String> required = new TreeSet<>();
      collect(type, true, fields, required);
      Set<String> listed = new TreeSet<>();
      node.path("properties").fieldNames().forEachRemaining(listed::add);
      same(new TreeSet<>(fields.keySet()), listed, path + " properties");
      Set<String> toldRequired = new TreeSet<>();
      node.path("required").forEach(each -> toldRequired.add(each.asText()));
      same(required, toldRequired, path + " required");
      same(false, node.path("additionalProperties").asBoolean(true), path + " open");
      fields.forEach((name, field) -> field(node.at("/properties/" + name), field, path));
    }

    private void field(JsonNode node, RecordComponent field, String path) {
      String name = path + "/" + named(field);
      if (field.isAnnotationPresent(Answer.Either.class)) {
        Class<?>[] types = field.getAnnotation(Answer.Either.class).value();
        branches(resolved(node).at("/items/oneOf"), types, name);
      } else {
        boolean leftOut = field.isAnnotationPresent(Answer.IfPresent.class);
        value(node, field.getGenericType(), name, leftOut);
      }
    }

    private void branches(JsonNode branches, Class<?>[] types, String path) {
      same(types.length, branches.size(), path + " branches");
      for (int i = 0; i < types.length; i++) {
        object(branches.path(i), types[i], path + "[" + i + "]");
      }
    }

    private static String named(RecordComponent field) {
      Answer.Named named = field.getAnnotation(Answer.Named.class);
      return named == null ? field.getName() : named.value();
    }

    private static void collect(
        Class<?> type, boolean always, Map<String, RecordComponent> fields, Set<String> required) {
      for (RecordComponent field : type.getRecordComponents()) {
        Type of = field.getGenericType();
        boolean optional = raw(of) == Optional.class;
        if (field.isAnnotationPresent(Answer.Inline.class)) {
          collect(raw(optional ? argument(of) : of), always && !optional, fields, required);
          continue;
        }
        fields.put(named(field), field);
        if (always && !field.isAnnotationPresent(Answer.IfPresent.class)) {
          required.add(named(field));
        }
      }
    }

    private void value(JsonNode unresolved, Type type, String path, boolean leftOut) {
      JsonNode node = resolved(unresolved);
      Class<?> raw = raw(type);
      if (raw == Optional.class) {
        same(!leftOut, takesNull(unresolved), path + " null");
        value(nonNull(node), argument(type), path, leftOut);
      } else if (Iterable.class.isAssignableFrom(raw)) {
        same("array", kind(node), path);
        value(node.path("items"), argument(type), path + "[]", false);
      } else if (Answer.class.isAssignableFrom(raw) && raw.isRecord()) {
        same("object", kind(node), path);
        object(node, raw, path);
      } else {
        same(kindOf(raw), kind(node), path);
      }
    }

    private boolean takesNull(JsonNode unresolved) {
      JsonNode node = resolved(unresolved);
      for (String list : List.of("anyOf", "oneOf", "enum")) {
        for (JsonNode each : node.path(list)) {
          if (each.isNull() || "null".equals(each.path("type").asText())) {
            return true;
          }
        }
      }
      for (JsonNode each : node.path("type")) {
        if ("null".equals(each.asText())) {
          return true;
        }
      }
      return false;
    }

    /** The part of a schema that is not about null. */
    private JsonNode nonNull(JsonNode node) {
      for (String list : List.of("anyOf", "oneOf")) {
        for (JsonNode each : node.path(list)) {
          if (!"null".equals(each.path("type").asText())) {
            return resolved(each);
          }
        }
      }
      return node;
    }

    private static String kind(JsonNode node) {
      if (node.has("enum") || node.has("const")) {
        JsonNode first = node.has("const") ? node.get("const") : node.get("enum").get(0);
        return first.isTextual() ? "string" : first.isBoolean() ? "boolean" : "integer";
      }
      JsonNode type = node.path("type");
      return type.isArray() ? type.get(0).asText() : type.asText("none");
    }

    private static String kindOf(Class<?> raw) {
      if (raw == boolean.class || raw == Boolean.class) {
        return "boolean";
      }
      if (raw == int.class || raw == long.class || raw == Integer.class || raw == Long.class) {
        return "integer";
      }
      if (raw == double.class || raw == Double.class) {
        return "number";
      }
      return Map.class.isAssignableFrom(raw) ? "object" : "string";
    }

    private static Class<?> raw(Type type) {
      return type instanceof ParameterizedType of ? raw(of.getRawType()) : (Class<?>) type;
    }

    private static Type argument(Type type) {
      return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private void same(Object expected, Object listed, String where) {
      if (!expected.equals(listed)) {
        faults.add(where + ": the record has " + expected + ", the schema " + listed);
      }
    }
  }

  @Test
  void aSchemaWithAnotherFieldIsToldApart() throws IOException {
    JsonNode schema =
        JSON.readTree(
            """
            {"additionalProperties": false, "required": ["version", "more"],
             "properties": {"version": {"type": "integer"}, "more": {"type": "string"}}}
            """);
    List<String> faults = new ArrayList<>();
    record Listed(String version) {}
    new Comparison(schema, faults).object(schema, Listed.class, "data");
    assertEquals(3, faults.size(), faults.toString());
    assertTrue(faults.get(2).contains("data/version"), faults.toString());
  }
}
