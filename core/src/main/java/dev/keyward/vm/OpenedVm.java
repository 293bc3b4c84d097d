package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.layout.PartKeys;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A shielded VM whose part keys are at hand; closing wipes them and leaves the file open. */
public final class OpenedVm implements AutoCloseable {

  private final ShieldedVm vm;
  private final PartKeys keys;

  OpenedVm(ShieldedVm vm, PartKeys keys) {
    this.vm = vm;
    this.keys = keys;
  }

  /** The file; what it says is proved true by now, but for the content of its parts. */
  public ShieldedVm file() {
    return vm;
  }

  /**
   * Decrypts a part to {@code out}, in bounded memory. What was written by the time of an error is
   * the beginning of the part and must not be used.
   *
   * @throws dev.keyward.VerificationFailedException code {@code part-changed}
   */
  public void copy(SealedPart part, OutputStream out) throws KeywardException, IOException {
    vm.blocks().copy(part, keys, vm.blocks().binding().form(), out);
  }

  /**
   * Decrypts a part that is held as a whole.
   *
   * @throws MalformedInputException code {@code too-large}: {@code out} does not take that many
   *     bytes
   */
  public void copy(SealedPart part, SecretOutput out) throws KeywardException, IOException {
    // The size of a part may count a padding. What is too large with it may fit without it.
    if (part.size() - vm.blocks().binding().form().mostPadding() > out.most()) {
      throw tooLarge(part, out);
    }
    try {
      copy(part, (OutputStream) out);
    } catch (SecretOutput.Full e) {
      throw tooLarge(part, out);
    }
  }

  private static MalformedInputException tooLarge(SealedPart part, SecretOutput out) {
    return new MalformedInputException(
        Fault.of(
            "too-large",
            "part " + part.name(),
            "more than " + out.most() + " bytes",
            "at most that many"));
  }

  /**
   * The SHA-256 of a part's content.
   *
   * @throws dev.keyward.VerificationFailedException code {@code part-changed}
   */
  public Thumbprint digest(SealedPart part) throws KeywardException, IOException {
    MessageDigest sha = Thumbprint.sha256();
    copy(part, new DigestOutputStream(OutputStream.nullOutputStream(), sha));
    return Thumbprint.of(sha);
  }

  PartKeys keys() {
    return keys;
  }

  @Override
  public void close() {
    keys.close();
  }
}
