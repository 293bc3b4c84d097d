package dev.keyward.protector.file;

import dev.keyward.finding.VmFacts;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.text.VmName;
import java.util.Optional;

/**
 * What an export says beside a protector about the virtual machine. As found: hostile, at most
 * 1,024 characters each.
 *
 * @param name the machine's name or, where there is none, its id
 * @param id the machine's id
 * @param host the Hyper-V host that the entry came from
 * @param lastKnownGood whether it is the machine's last known good protector beside the current one
 * @param facts what else it says
 * @param key where the protector is in a file of Hyper-V's own
 */
public record VmLabel(
    Optional<String> name,
    Optional<String> id,
    Optional<String> host,
    boolean lastKnownGood,
    VmFacts facts,
    Optional<String> key) {

  /** Says nothing. */
  public static final VmLabel NONE =
      new VmLabel(Optional.empty(), Optional.empty(), Optional.empty(), false, VmFacts.NONE);

  /** Says which machine it is, and nothing else. */
  static VmLabel named(Optional<String> name, Optional<String> id) {
    return new VmLabel(name, id, Optional.empty(), false, VmFacts.NONE);
  }

  /** Of an export. */
  public VmLabel(
      Optional<String> name,
      Optional<String> id,
      Optional<String> host,
      boolean lastKnownGood,
      VmFacts facts) {
    this(name, id, host, lastKnownGood, facts, Optional.empty());
  }

  /** Whether it is at the place where Hyper-V keeps the protector that counts. */
  boolean isKeptByHyperV() {
    return key.filter(MachineFile.KEY_PROTECTOR::equals).isPresent();
  }

  /** Whether {@code wanted} is its name or id, or its name, {@code @} and its host. */
  public boolean isCalled(String wanted) {
    boolean atHost =
        name.isPresent() && host.isPresent() && VmName.same(wanted, name.get() + "@" + host.get());
    return atHost
        || name.filter(each -> VmName.same(wanted, each)).isPresent()
        || id.filter(each -> VmName.sameId(wanted, each)).isPresent();
  }
}
