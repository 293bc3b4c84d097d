package dev.keyward.vm;

import dev.keyward.protector.TransportKey;
import dev.keyward.secret.SecretBytes;
import dev.keyward.vm.layout.SignedHeader;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.util.List;

/**
 * What a host keeps of a machine while it runs: enough to seal its parts again without a service.
 * Closing wipes the key.
 */
public final class RunningVm implements AutoCloseable {

  private final SignedHeader signed;
  private final VmHeader header;
  private final SealingKey key;
  private final VmHistory history;
  private final List<PartName> parts;

  private RunningVm(ShieldedVm vm, SealingKey key, VmHistory history) {
    this.signed = vm.signedHeader();
    this.header = vm.header();
    this.key = key;
    this.history = history;
    this.parts = vm.parts().stream().map(SealedPart::name).toList();
  }

  /**
   * A machine that was started.
   *
   * @param vm the file before the start, whose header the new one has
   * @param key what the new file is sealed under, which is copied
   * @param written the state of the new file
   */
  public static RunningVm of(ShieldedVm vm, SealingKey key, VmHistory written) {
    TransportKey copy = TransportKey.of(key.transportKey().lend(SecretBytes::copyOf));
    return new RunningVm(vm, new SealingKey(key.protector(), copy), written);
  }

  /** What the owner signed. */
  public VmHeader header() {
    return header;
  }

  /** The state that it was started from. */
  public VmHistory history() {
    return history;
  }

  /** The parts that it has. */
  public List<PartName> parts() {
    return parts;
  }

  /** What seals its parts again. */
  public SealingKey key() {
    return key;
  }

  SignedHeader signedHeader() {
    return signed;
  }

  @Override
  public void close() {
    key.transportKey().close();
  }
}
