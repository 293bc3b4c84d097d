package dev.keyward.vm.shielding;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.template.CatalogHeader;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which template disks the owner of shielding data accepts: name and signer must be exactly these,
 * and version and content as the rule says.
 *
 * @param name the disk's name
 * @param signer the SHA-256 of the certificate that signs the disk's catalog
 * @param version what versions are measured by
 * @param rule how
 * @param root the root of the digests over the disk's content, with {@link VersionRule#EXACTLY}
 *     only
 */
public record VolumeIdQualifier(
    DiskName name,
    Thumbprint signer,
    DiskVersion version,
    VersionRule rule,
    Optional<TreeHash> root) {

  /** What of a disk is not as it should be. */
  public enum Difference {
    /** Another name. */
    NAME,
    /** Another signer's certificate. */
    SIGNER,
    /** A version that the rule does not accept. */
    VERSION,
    /** Another content, or another length. */
    ROOT
  }

  /** Refuses a root with another rule, and {@code exactly} without one. */
  public VolumeIdQualifier {
    if (root.isPresent() != rule.isOfContent()) {
      throw new IllegalArgumentException("a root goes with the rule exactly, and only with it");
    }
  }

  /** For disks of the same name and signer as this one. */
  public static VolumeIdQualifier of(CatalogHeader catalog, VersionRule rule) {
    Optional<TreeHash> root =
        rule.isOfContent() ? Optional.of(catalog.digest().root()) : Optional.empty();
    return new VolumeIdQualifier(catalog.name(), catalog.signerId(), catalog.version(), rule, root);
  }

  /** Why a disk is not accepted; empty where it is. */
  public Set<Difference> differences(CatalogHeader disk) {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    if (!name.equals(disk.name())) {
      found.add(Difference.NAME);
    }
    if (!signer.equals(disk.signerId())) {
      found.add(Difference.SIGNER);
    }
    if (!rule.accepts(disk.version(), version)) {
      found.add(Difference.VERSION);
    }
    if (root.filter(each -> !each.equals(disk.digest().root())).isPresent()) {
      found.add(Difference.ROOT);
    }
    return found;
  }
}
