package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** Holds JSON against the schemas that are shipped. */
public final class JsonSchemas {

  private JsonSchemas() {}

  /** Fails unless {@code json} has the form of the schema of that name. */
  public static void check(String name, String json) {
    String path =
        "/dev/keyward/schema/keyward."
            + (name.contains("/") ? name.replace('/', '.') : name + ".1")
            + ".json";
    try (InputStream schema = Main.class.getResourceAsStream(path)) {
      assertNotNull(schema, "no schema " + path);
      var violations =
          JsonSchemaFactory.getInstance(VersionFlag.V202012)
              .getSchema(schema)
              .validate(json, InputFormat.JSON);
      assertEquals(Set.of(), violations, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
