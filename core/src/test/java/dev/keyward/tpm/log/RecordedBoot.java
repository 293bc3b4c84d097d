package dev.keyward.tpm.log;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** One of the boots in {@code fixtures/measured}. */
public record RecordedBoot(String name) {

  /** What every recorded quote answers. */
  public static final QualifyingData REQUEST =
      new QualifyingData(
          Thumbprint.ofDigest(
              HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2))));

  public byte[] file(String file) {
    try {
      return Files.readAllBytes(
          Path.of(System.getProperty("keyward.fixtures"), "measured", name, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EventLog log() throws KeywardException {
    return EventLog.read(file("log"), name);
  }

  public TpmPublicKey key() throws KeywardException {
    byte[] sized = file("ak.pub");
    return TpmPublicKey.parse(Arrays.copyOfRange(sized, 2, sized.length), name);
  }

  public Quote quote() throws KeywardException {
    return Quote.of(file("quote.msg"), file("quote.sig"));
  }

  public VerifiedQuote verifiedQuote() throws KeywardException {
    return quote().verify(key(), REQUEST);
  }

  public Optional<String> commandLine() {
    return Optional.of(
        new String(file("cmdline"), java.nio.charset.StandardCharsets.UTF_8).strip());
  }

  /** The boot, judged as a service does. */
  public MeasuredBoot boot() throws KeywardException {
    return MeasuredBoot.quoted(log(), verifiedQuote(), commandLine());
  }

  @Override
  public String toString() {
    return name;
  }
}
