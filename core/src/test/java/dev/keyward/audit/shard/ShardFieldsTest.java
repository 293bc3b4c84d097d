package dev.keyward.audit.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShardFieldsTest {

  private static OtherKind kind(String word) throws MalformedInputException {
    String json = "{\"kind\":\"" + word + "\"}";
    JsonFields fields = JsonFields.parse(json.getBytes(StandardCharsets.UTF_8), "line");
    return ShardFields.otherKind(fields, "kind");
  }

  @Test
  void aLinkHasAnEarlierNameThatIsStillRead() throws MalformedInputException {
    assertEquals(OtherKind.LINK_OUT_OF_THE_FOLDER, kind("link"));
    assertEquals(OtherKind.LINK_OUT_OF_THE_FOLDER, kind("link out of the folder"));
  }

  @Test
  void anotherWordIsRefused() {
    assertThrows(MalformedInputException.class, () -> kind("LINK"));
  }
}
