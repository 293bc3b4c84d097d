package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON in the files of shielded VMs against the schemas that are shipped. */
class VmFormsTest {

  private static final Path VMS =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "vms");

  private static List<String> blocks(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(VMS.resolve(name))).position(15);
    List<String> blocks = new ArrayList<>();
    while (file.hasRemaining()) {
      byte[] block = new byte[(int) file.getLong()];
      file.get(block);
      blocks.add(new String(block, StandardCharsets.UTF_8));
    }
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.svm", "app-2.svm", "hgs.svm", "business.svm"})
  void headersAndSealsHaveTheFormOfTheirSchemas(String name) throws IOException {
    List<String> blocks = blocks(name);
    JsonSchemas.check("shielded-vm", blocks.get(0));
    JsonSchemas.check("part-seal", blocks.get(blocks.size() - 1));
  }

  @Test
  void ownDescriptionsOfMachinesHaveTheFormOfTheirSchema() throws IOException {
    JsonSchemas.check("vm", Files.readString(VMS.resolve("app.json")));
    String first = Files.readString(VMS.resolve("generation-1.json"));
    assertThrows(AssertionError.class, () -> JsonSchemas.check("vm", first));
  }
}
