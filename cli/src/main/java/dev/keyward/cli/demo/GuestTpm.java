package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.structure.Attester;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The TPM of a guest that runs: each answer is what the guest's programs wrote. */
final class GuestTpm implements Attester {

  /** What tpm2-tools put in front of a credential. */
  private static final long CREDENTIAL = 0xbadcc0de00000001L;

  /** Of the size in front of a structure. */
  private static final int SIZE = Short.BYTES;

  private final GuestLine line;
  private final TpmKeys keys;
  private final TpmPublicKey key;

  private GuestTpm(GuestLine line, TpmKeys keys, TpmPublicKey key) {
    this.line = line;
    this.keys = keys;
    this.key = key;
  }

  /** Has the guest make keys in its TPM. */
  static GuestTpm of(GuestLine line) throws IOException, KeywardException {
    byte[] endorsement =
        HostPublicKey.parseFile(line.ask("endorsement-key"), "the guest's endorsement key").der();
    byte[] sized = line.ask("attestation-key");
    byte[] area = Arrays.copyOfRange(sized, Math.min(SIZE, sized.length), sized.length);
    return new GuestTpm(
        line,
        new TpmKeys(endorsement, Optional.empty(), area),
        TpmPublicKey.parse(area, "the guest's attestation key"));
  }

  /** The boot of the guest. */
  MeasuredHost.Shown shown() throws IOException, KeywardException {
    EventLog log = EventLog.read(line.ask("log"), "the guest's event log");
    String words = new String(line.ask("command-line"), StandardCharsets.UTF_8).strip();
    return new MeasuredHost.Shown(keys, this, log, words);
  }

  @Override
  public TpmPublicKey key() {
    return key;
  }

  @Override
  public byte[] activate(Credential credential) throws IOException {
    byte[] object = credential.object();
    byte[] seed = credential.seed();
    ByteBuffer file = ByteBuffer.allocate(Long.BYTES + 2 * SIZE + object.length + seed.length);
    file.putLong(CREDENTIAL).putShort((short) object.length).put(object);
    file.putShort((short) seed.length).put(seed);
    return line.ask("activate", file.array());
  }

  @Override
  public Quote quote(QualifyingData data) throws IOException, KeywardException {
    byte[] request = data.digest().toString().getBytes(StandardCharsets.US_ASCII);
    byte[] attested = line.ask("quote", request);
    return Quote.of(attested, line.ask("signature"));
  }
}
