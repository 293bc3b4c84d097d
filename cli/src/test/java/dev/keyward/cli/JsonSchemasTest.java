package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JsonSchemasTest {

  @Test
  void whatTheFramePrintsHasTheFormItPromises() {
    JsonSchemas.check("version", Run.of("--version", "--output", "json").out());
    JsonSchemas.check("version", Run.of("--version", "-v", "--output", "json").out());
    JsonSchemas.check("help", Run.of("--output", "json").out());
    JsonSchemas.check("help", Run.of("completion", "--help", "--output", "json").out());
    JsonSchemas.check("completion", Run.of("completion", "fish", "--output", "json").out());
    JsonSchemas.check("error", Run.of("bogus", "--output", "json").err());
  }

  @Test
  void theSchemasRefuseOtherForms() {
    assertThrows(AssertionError.class, () -> JsonSchemas.check("version", "{\"schema\":1}"));
    assertThrows(AssertionError.class, () -> JsonSchemas.check("error", "{\"error\":{}}"));
  }
}
