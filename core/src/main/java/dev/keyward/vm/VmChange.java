package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changes in a shielded VM itself: its policy and its parts. The other half, who can open it,
 * is in {@link VmEdit}.
 *
 * @param policy what hosts have to do from now on, if that changes
 * @param set parts to add, or to put in the place of parts with the same names
 * @param removed parts that are not in the new file
 */
public record VmChange(Optional<VmPolicy> policy, List<PartSource> set, Set<PartName> removed) {

  /** Policy and parts stay the same. */
  public static final VmChange NONE = new VmChange(Optional.empty(), List.of(), Set.of());

  /** Copies the lists; refuses names that occur twice, and parts that no machine has. */
  public VmChange {
    set = List.copyOf(set);
    removed = Set.copyOf(removed);
    List<PartName> names = new ArrayList<>(removed);
    set.forEach(part -> names.add(part.name()));
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("each name once");
    }
    if (!names.stream().allMatch(PartName::isOfMachine)) {
      throw new IllegalArgumentException("the parts are " + PartName.OF_MACHINE);
    }
  }

  /**
   * Refuses a file that this change does not fit.
   *
   * @throws VerificationFailedException code {@code no-such-part}, where a part to remove is not
   *     there; {@code too-many-parts}
   */
  void requireFits(ShieldedVm vm) throws VerificationFailedException {
    List<PartName> names = new ArrayList<>(vm.parts().stream().map(SealedPart::name).toList());
    for (PartName name : removed) {
      if (!names.remove(name)) {
        throw refused("no-such-part", "no part " + name, there(names));
      }
    }
    set.stream().map(PartSource::name).filter(name -> !names.contains(name)).forEach(names::add);
    if (names.size() > BlockFile.MAX_PARTS) {
      throw refused("too-many-parts", names.size() + " parts", "at most " + BlockFile.MAX_PARTS);
    }
  }

  private static String there(List<PartName> names) {
    List<String> secrets =
        names.stream().filter(PartName::isSecret).map(PartName::toString).toList();
    return secrets.isEmpty()
        ? "no name, since it has no secrets"
        : "one of " + String.join(", ", secrets);
  }

  /** The content that takes the place of {@code part}. */
  Optional<PartSource> inPlaceOf(SealedPart part) {
    return set.stream().filter(each -> each.name().equals(part.name())).findFirst();
  }

  /** The parts that are new beside those of {@code vm}. */
  List<PartSource> added(ShieldedVm vm) {
    List<PartName> there = vm.parts().stream().map(SealedPart::name).toList();
    return set.stream().filter(each -> !there.contains(each.name())).toList();
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "parts", found, expected));
  }
}
