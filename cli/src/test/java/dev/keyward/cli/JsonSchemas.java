package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds JSON against the schemas that are shipped. */
public final class JsonSchemas {

  /** To read a schema takes longer than to hold an answer against it. */
  private static final Map<String, JsonSchema> READ = new ConcurrentHashMap<>();

  private JsonSchemas() {}

  /** Fails unless {@code json} has the form of the schema of that name. */
  public static void check(String name, String json) {
    JsonSchema schema = READ.computeIfAbsent(name, JsonSchemas::read);
    assertEquals(Set.of(), schema.validate(json, InputFormat.JSON), json);
  }

  private static JsonSchema read(String name) {
    String path =
        "/dev/keyward/schema/keyward."
            + (name.contains("/") ? name.replace('/', '.') : name + ".1")
            + ".json";
    try (InputStream schema = Main.class.getResourceAsStream(path)) {
      assertNotNull(schema, "no schema " + path);
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
