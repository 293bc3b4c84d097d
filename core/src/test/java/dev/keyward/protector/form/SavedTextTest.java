package dev.keyward.protector.form;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SavedTextTest {

  @Test
  void saysThatBytesMayHaveBeenAddedSinceALineEndLosesNone() {
    byte[] document = "<Protector/>".getBytes(StandardCharsets.US_ASCII);
    int length = Frame.SIZE + document.length;
    byte[] withLineEnd =
        ByteBuffer.allocate(length + 2)
            .putInt(length)
            .put(document)
            .put((byte) '\r')
            .put((byte) '\n')
            .array();

    assertTrue(SavedText.isFrame(withLineEnd));
    assertTrue(SavedText.failure().getMessage().contains("some were lost or added"));
  }
}
