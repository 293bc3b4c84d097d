package dev.keyward.cli.advice;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.keyward.fleet.FleetFindingCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a check of a fleet advises for each code, carried out, ends the finding. */
class FleetAdviceTest {

  private static final FleetAdvice TABLE = new FleetAdvice();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theAdviceOfEveryCodeEndsIt(FleetFindingCode code) throws IOException {
    Advised row = TABLE.rows().get(code);
    assertNotNull(row, code + " has no row in the table");
    if (FleetAdvice.LEFT_TO_PEOPLE.contains(code)) {
      row.isLeftToPeople(code.code(), folder);
    } else {
      row.isEnded(code.code(), folder);
    }
  }
}
