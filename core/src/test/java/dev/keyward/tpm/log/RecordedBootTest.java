package dev.keyward.tpm.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boots of real firmware and boot loaders, with quotes of a TPM. */
class RecordedBootTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shim",
        "shim-again",
        "shim-off",
        "shim-kernel",
        "shim-words",
        "stub",
        "direct",
        "banks"
      })
  void theLogLeadsToTheQuotedRegisters(String name) throws KeywardException {
    RecordedBoot recorded = new RecordedBoot(name);
    assertEquals(recorded.verifiedQuote().registers(), recorded.boot().registers().quoted());
  }

  @Test
  void grubMeasuresItsCommandLine() throws KeywardException {
    MeasuredText text = new RecordedBoot("shim").boot().texts(8).get(7);
    assertEquals(Optional.of("/vmlinuz console=ttyS0 panic=-1"), text.text());
  }

  @Test
  void theStubMeasuresItsCommandLine() throws KeywardException {
    List<MeasuredText> texts = new RecordedBoot("stub").boot().texts(12);
    assertEquals(Optional.of("console=ttyS0 panic=-1"), texts.get(0).text());
  }
}
