package dev.keyward.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON in catalogs and shielding data against the schemas that are shipped. */
class ShieldingFormsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only");

  private static List<String> blocks(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name))).position(15);
    List<String> blocks = new ArrayList<>();
    while (file.hasRemaining()) {
      byte[] block = new byte[(int) file.getLong()];
      file.get(block);
      blocks.add(new String(block, StandardCharsets.UTF_8));
    }
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.catalog", "small.catalog", "stranger.catalog"})
  void headersOfCatalogsHaveTheFormOfTheirSchema(String name) throws IOException {
    JsonSchemas.check("volume-signature-catalog", blocks("catalogs/" + name).get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"server.sdata", "business.sdata"})
  void headersAndSealsOfShieldingDataHaveTheFormOfTheirSchemas(String name) throws IOException {
    List<String> blocks = blocks("shielding/" + name);
    JsonSchemas.check("shielding-data", blocks.get(0));
    JsonSchemas.check("part-seal", blocks.get(blocks.size() - 1));
  }
}
