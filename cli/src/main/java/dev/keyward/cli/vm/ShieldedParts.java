package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.cli.vm.swtpm.DomainElements;
import dev.keyward.cli.vm.swtpm.VtpmKey;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.sealing.PartSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All that {@code vm shield} seals, and the passphrase of the vTPM, if it is among that. */
final class ShieldedParts implements AutoCloseable {

  private final List<PartSource> parts;
  private final Optional<VtpmKey> key;

  private ShieldedParts(List<PartSource> parts, Optional<VtpmKey> key) {
    this.parts = parts;
    this.key = key;
  }

  /** What the options of the command name. */
  static ShieldedParts of(Arguments arguments, Session session, PartInput input)
      throws KeywardException, IOException, UsageException {
    List<PartSource> parts = VmParts.of(arguments, "secret", input);
    Optional<VtpmKey> key = VtpmKey.of(arguments, session, input);
    return new ShieldedParts(key.isPresent() ? VmParts.with(key.get().part(), parts) : parts, key);
  }

  List<PartSource> parts() {
    return parts;
  }

  /** Puts a new state of the vTPM in place, once the file is written. */
  void commit() throws IOException {
    if (key.isPresent()) {
      key.get().commit();
    }
  }

  /** What the libvirt domain needs for the passphrase. */
  Optional<DomainElements> elements(VmIdentity vm) {
    return key.map(any -> DomainElements.of(vm.id()));
  }

  @Override
  public void close() throws IOException {
    if (key.isPresent()) {
      key.get().close();
    }
  }
}
