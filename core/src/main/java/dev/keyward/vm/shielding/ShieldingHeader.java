package dev.keyward.vm.shielding;

import dev.keyward.vm.layout.BlockFile;
import dev.keyward.vm.layout.PartForm;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.VmPolicy;
import dev.keyward.vm.shielding.VolumeIdQualifier.Difference;
import dev.keyward.vm.template.CatalogHeader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the owner of shielding data signs; anybody can read it without a key.
 *
 * @param policy what hosts have to do for the machines that are made from it
 * @param addressees whose keys may be in its protector
 * @param qualifiers which template disks the owner accepts, 1 to 64; one that fits is enough
 * @param substitutions what the host must supply for the answer file, at most 256
 * @param parts all of them: {@code answer-file} first, then {@code file/<name>}, at most 64
 * @param padded whether each part has a padding, so that its size tells no exact length; files of
 *     before have none
 */
public record ShieldingHeader(
    VmPolicy policy,
    Addressees addressees,
    List<VolumeIdQualifier> qualifiers,
    List<Substitution> substitutions,
    List<SealedPart> parts,
    boolean padded) {

  /** The most template disks to name. */
  public static final int MAX_QUALIFIERS = 64;

  /** The largest content of a part in bytes, whatever was asked for. */
  public static final int MAX_PART = 1 << 24;

  /** The largest contents of all parts together in bytes. */
  public static final int MAX_TOTAL = 1 << 26;

  /** Copies the lists; refuses numbers out of bounds. */
  public ShieldingHeader {
    qualifiers = List.copyOf(qualifiers);
    substitutions = List.copyOf(substitutions);
    parts = List.copyOf(parts);
    if (qualifiers.isEmpty() || qualifiers.size() > MAX_QUALIFIERS) {
      throw new IllegalArgumentException("1 to 64 template disks");
    }
    if (substitutions.size() > AnswerFile.MAX_SUBSTITUTIONS || !areParts(parts, form(padded))) {
      throw new IllegalArgumentException("an answer file and files within bounds");
    }
  }

  /** The same for others, with the parts as they are sealed again, which have a padding. */
  ShieldingHeader resealed(Addressees others, List<SealedPart> again) {
    return new ShieldingHeader(policy, others, qualifiers, substitutions, again, true);
  }

  /** What the parts of a file of this header are. */
  PartForm form() {
    return form(padded);
  }

  /** The form of the parts, for a file whose header does not exist yet. */
  static PartForm form(boolean padded) {
    return padded ? PartForm.PADDED : PartForm.PLAIN;
  }

  /** Whether these can be the parts of one file. */
  static boolean areParts(List<SealedPart> parts, PartForm form) {
    int padding = form.mostPadding();
    long total = parts.stream().mapToLong(SealedPart::size).sum();
    long most = MAX_TOTAL + (long) parts.size() * padding;
    Set<PartName> names = new HashSet<>();
    boolean fit = parts.size() <= BlockFile.MAX_PARTS && total <= most;
    for (SealedPart part : parts) {
      boolean first = names.isEmpty();
      fit &= first ? part.name().equals(PartName.ANSWER_FILE) : part.name().isOfShieldingData();
      fit &= form.mayBe(part) && part.size() <= MAX_PART + padding && names.add(part.name());
    }
    return fit && !parts.isEmpty();
  }

  /** Whether a disk with this catalog is one that the owner accepts. */
  public boolean accepts(CatalogHeader disk) {
    return qualifiers.stream()
        .map(each -> each.differences(disk))
        .anyMatch(Set<Difference>::isEmpty);
  }
}
