package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeywardExceptionTest {

  private static final Fault FAULT =
      Fault.of("some-code", "Protector/Wrappings", "what is wrong", "what is right");

  @Test
  void keepsCodeHintAndCauseThroughJavaSerialization() throws Exception {
    for (Fault fault : List.of(FAULT, FAULT.withHint("do this"))) {
      KeywardException error =
          new NoAccessException(fault, new IOException("the cause")).within("file");
      KeywardException back = copied(error);
      assertEquals(fault.within("file"), back.fault());
      assertEquals(error.getMessage(), back.getMessage());
      assertEquals("the cause", back.getCause().getCause().getMessage());
    }
  }

  @Test
  void keepsWhetherToTryAgain() throws Exception {
    KeyUnusableException error = new KeyUnusableException(FAULT, true, null);
    assertTrue(((KeyUnusableException) copied(error)).isWorthRetrying());
    assertTrue(error.within("file").isWorthRetrying());
  }

  private static KeywardException copied(KeywardException error)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (KeywardException) in.readObject();
    }
  }
}
