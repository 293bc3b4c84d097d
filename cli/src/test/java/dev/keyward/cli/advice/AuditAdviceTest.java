package dev.keyward.cli.advice;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.keyward.audit.result.AuditFindingCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an audit advises for each code, carried out, ends the finding. */
class AuditAdviceTest {

  private static final AuditAdvice TABLE = new AuditAdvice();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void theAdviceOfEveryCodeEndsIt(AuditFindingCode code) throws IOException {
    Advised row = TABLE.rows().get(code);
    assertNotNull(row, code + " has no row in the table");
    if (AuditAdvice.LEFT_TO_PEOPLE.contains(code)) {
      row.isLeftToPeople(code.code(), folder);
    } else {
      row.isEnded(code.code(), folder);
    }
  }
}
