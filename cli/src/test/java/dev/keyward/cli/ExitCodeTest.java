package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.NoProtectorException;
import dev.keyward.NobodyNamedException;
import dev.keyward.NotCollectedException;
import dev.keyward.NotTrustedException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.VerificationFailedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private static final Fault FAULT = Fault.of("code", "where", "found", "expected");

  @Test
  void theWorseOneIsTheEarlierInTheDocumentedOrder() {
    int[] order = {70, 141, 2, 5, 4, 3, 6, 7, 1, 0};
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        int worse = code(order[i]).worse(code(order[j])).number();
        assertEquals(order[Math.min(i, j)], worse, order[i] + " and " + order[j]);
      }
    }
  }

  @Test
  void everyErrorHasItsNumber() {
    Map<KeywardException, Integer> expected =
        Map.of(
            new MalformedInputException(FAULT), 3,
            new UnsupportedFormatException(FAULT), 3,
            new VerificationFailedException(FAULT), 3,
            new NoAccessException(FAULT), 4,
            new NotTrustedException(FAULT), 4,
            new BadPassphraseException(FAULT), 4,
            new NobodyNamedException(FAULT), 6,
            new NotCollectedException(FAULT), 3,
            new ServiceRefusedException(FAULT), 1,
            new ServiceUnreachableException(FAULT), 5);
    expected.forEach((error, number) -> assertEquals(number, ExitCode.of(error).number()));
    assertEquals(6, ExitCode.of(new NoProtectorException(FAULT)).number());
    // The one with two numbers has a test of its own.
    assertEquals(KeywardException.class.getPermittedSubclasses().length, expected.size() + 2);
  }

  @Test
  void aKeyThatCannotBeUsedIsNoAccessOrADeviceThatIsAway() {
    assertEquals(4, ExitCode.of(new KeyUnusableException(FAULT, false, null)).number());
    assertEquals(5, ExitCode.of(new KeyUnusableException(FAULT, true, null)).number());
  }

  private static ExitCode code(int number) {
    for (ExitCode code : ExitCode.values()) {
      if (code.number() == number) {
        return code;
      }
    }
    throw new IllegalArgumentException("no exit code " + number);
  }
}
