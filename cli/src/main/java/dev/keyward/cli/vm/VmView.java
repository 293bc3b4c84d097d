package dev.keyward.cli.vm;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.view.AddresseesView;
import dev.keyward.cli.view.PolicyAnswer;
import dev.keyward.cli.view.PolicyView;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.sealing.SealedPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A shielded VM as people read it: what its owner signed, and what no key has proved yet. */
public final class VmView {

  private final ShieldedVm vm;
  private final AddresseesView addressees;
  private final VerifiedView protector;
  private final boolean proved;

  public VmView(ShieldedVm vm, KnownGuardians known, Set<WrappingId> proved) {
    this(vm, known, proved, Set.of());
  }

  /** The same where services have keys that open wrappings, and refuse to use them. */
  VmView(ShieldedVm vm, KnownGuardians known, Set<WrappingId> proved, Set<WrappingId> refused) {
    this.vm = vm;
    this.protector = new VerifiedView(vm.protector(), known, proved, refused);
    this.addressees =
        new AddresseesView(vm.header().addressees(), vm.protector(), known, protector);
    this.proved = !proved.isEmpty() || !refused.isEmpty();
  }

  /** Who sealed the protector, in the words every command uses. */
  String sealedBy() {
    return protector.sealedBy();
  }

  /** What to say of an owner who is unknown here, or whose certificate is not valid. */
  List<String> ownerWarnings(Instant now) {
    return addressees.ownerWarnings(now);
  }

  /** Warnings about a file whose signatures are all valid. */
  List<String> warnings(Instant now) {
    return addressees.warnings(now);
  }

  List<String> lines() {
    VmHeader header = vm.header();
    List<String> lines = new ArrayList<>();
    add(lines, "name", Text.name(header.vm().name()));
    add(lines, "id", header.vm().id().toString());
    add(lines, "policy", header.policy().code());
    lines.addAll(PolicyView.lines(header.policy()));
    add(
        lines,
        "owner",
        addressees.owner() + ", who signed all of the above and the guardians below");
    add(lines, "guardians", header.guardians().isEmpty() ? "none" : "");
    lines.addAll(addressees.guardians());
    add(lines, "protector", protector.sealedBy());
    protector.wrappingLines().forEach(line -> lines.add("  " + line));
    add(lines, "generation", generation());
    if (vm.hasHistory()) {
      add(lines, "lineage", lineage());
    }
    add(lines, "parts", vm.parts().isEmpty() ? "none: nothing is sealed" : "" + vm.parts().size());
    for (SealedPart part : vm.parts()) {
      lines.add(String.format(Locale.ROOT, "    %-28s %s", part.name(), size(part)));
    }
    return lines;
  }

  /** Who can open it, and whether that was proved. */
  List<String> accessLines() {
    List<String> lines = new ArrayList<>(protector.wrappingLines());
    lines.add("  generation: " + generation());
    return lines;
  }

  private String size(SealedPart part) {
    return Text.count(part.size(), "byte") + (vm.hasHistory() ? " with padding" : "");
  }

  private String lineage() {
    int before = vm.history().ancestry().digests().size();
    return vm.history().lineage() + ", names " + Text.count(before, "state") + " before this one";
  }

  private String generation() {
    return vm.generation() + (proved ? "" : " (like the parts not proved, no key)");
  }

  private static void add(List<String> lines, String what, String value) {
    lines.add(String.format(Locale.ROOT, "  %-13s %s", what, value).stripTrailing());
  }

  /** What JSON output says of it. */
  VmAnswer answer(String file) {
    VmHeader header = vm.header();
    Optional<VmHistory> history = vm.hasHistory() ? Optional.of(vm.history()) : Optional.empty();
    return new VmAnswer(
        file,
        header.vm().id().toString(),
        header.vm().name(),
        PolicyAnswer.of(header.policy()),
        addressees.answer(),
        vm.headerDigest().toString(),
        vm.generation(),
        history.map(each -> each.lineage().toString()),
        history.map(each -> each.ancestry().digests().size()),
        vm.parts().stream().map(VmAnswer.Part::of).toList(),
        proved,
        protector.answer());
  }

  /** What {@code vm unshield} says of it. */
  VmAnswer.Unshielded unshielded(String file, String folder) {
    return new VmAnswer.Unshielded(
        file,
        folder,
        vm.header().vm().id().toString(),
        vm.header().vm().name(),
        vm.generation(),
        vm.parts().stream().map(part -> part.name().toString()).toList(),
        Optional.of(addressees.answer().owner()));
  }

  /** The same in words. */
  String unshieldedWords(String file, String folder) {
    return file
        + ": "
        + Text.name(vm.header().vm().name())
        + addressees.of()
        + ", generation "
        + vm.generation()
        + ", opened into "
        + folder
        + " ("
        + Text.count(vm.parts().size(), "part")
        + ", not encrypted)";
  }
}
