package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A contradiction between the store and another source about a guardian.
 *
 * @param name what the store calls the guardian
 * @param why what is different
 * @param keys of {@link Why#USED} and {@link Why#DISABLED} the store's keys, by their SHA-256; of
 *     {@link Why#OTHER_PRIMARY} and {@link Why#CLAIMED} the service's certificate that vouches for
 *     a new signing key; else empty
 * @param stored whether the store has the guardian
 */
public record OutOfDate(GuardianName name, Why why, List<Thumbprint> keys, boolean stored) {

  /** What differs, in the order in which the user should correct it. */
  public enum Why {
    /** The service uses keys that the store has retired. */
    USED,
    /** The service has other primary keys. */
    OTHER_PRIMARY,
    /** The service has disabled or lost keys that the store still counts as opening. */
    DISABLED,
    /** Metadata of a folder has newer keys. */
    NEWER_METADATA,
    /** A service says that it had a signing key of the guardian, and nothing proves it. */
    CLAIMED
  }

  /** Copies the list and refuses missing parts. */
  public OutOfDate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(why, "why");
    keys = List.copyOf(keys);
  }

  /** What is different, lower case and without a full stop. */
  public String words() {
    return switch (why) {
      case USED -> "the service uses keys that the store has retired for " + name;
      case OTHER_PRIMARY -> "the service has other primary keys than the store has of " + name;
      case DISABLED -> "the service uses keys of " + name + " no more that the store takes to open";
      case NEWER_METADATA -> "the store has older keys of " + name + " than the named guardians";
      case CLAIMED ->
          "a service has other primary keys and says that it had a signing key of "
              + name
              + ", which nothing proves";
    };
  }

  /** How to make the store agree, with the commands to type. */
  public String remedy() {
    return switch (why) {
      case USED -> "if its operator enabled them again: " + retire(" --undo");
      case OTHER_PRIMARY ->
          "take its metadata: " + signed() + "; keyward guardian update " + taken();
      case CLAIMED ->
          "if it is that guardian, have the former key sign for the new one: "
              + signed()
              + (stored
                  ? "; keyward guardian update " + taken()
                  : ", and put METADATA beside its other metadata");
      case DISABLED -> "note that in the store: " + retire("");
      case NEWER_METADATA -> "take the newer metadata: keyward guardian update " + taken();
    };
  }

  private String signed() {
    return "keyward hgs metadata DIR"
        + keys.stream().map(each -> " --signed-by " + each).collect(Collectors.joining())
        + " -o METADATA";
  }

  private String taken() {
    return name + " METADATA";
  }

  private String retire(String more) {
    return keys.stream()
        .map(key -> "keyward guardian retire " + name + " " + key + more)
        .collect(Collectors.joining("; "));
  }

  /** What must be put right first of what is known of a guardian. */
  static Optional<OutOfDate> of(KnownGuardian guardian) {
    return guardian.sources().get(0).isStored() ? ofStored(guardian) : claimed(guardian);
  }

  private static Optional<OutOfDate> ofStored(KnownGuardian guardian) {
    List<Thumbprint> used = contradicted(guardian, true);
    if (!used.isEmpty()) {
      return Optional.of(of(guardian, Why.USED, used));
    }
    if (hasOtherPrimary(guardian)) {
      return Optional.of(of(guardian, Why.OTHER_PRIMARY, vouchers(guardian, guardian.services())));
    }
    List<Thumbprint> disabled = contradicted(guardian, false);
    if (!disabled.isEmpty()) {
      return Optional.of(of(guardian, Why.DISABLED, disabled));
    }
    return hasNewerMetadata(guardian)
        ? Optional.of(of(guardian, Why.NEWER_METADATA, List.of()))
        : claimed(guardian);
  }

  private static Optional<OutOfDate> claimed(KnownGuardian guardian) {
    return guardian.claiming().isEmpty() || guardian.hasService()
        ? Optional.empty()
        : Optional.of(of(guardian, Why.CLAIMED, vouchers(guardian, guardian.claiming())));
  }

  /** The store's keys that are retired there, or not, while the service says the opposite. */
  private static List<Thumbprint> contradicted(KnownGuardian guardian, boolean retired) {
    List<Thumbprint> keys = new ArrayList<>();
    for (CertificateRole role : CertificateRole.values()) {
      Map<Thumbprint, HeldKey> held =
          guardian.hasService() ? HeldRing.of(guardian, role) : Map.of();
      for (KnownKey key : guardian.history().keys(role)) {
        Optional.ofNullable(held.get(key.keyThumbprint()))
            .filter(each -> (key.state() == KeyState.RETIRED) == retired)
            .filter(each -> each.state().isTakenToOpen() == retired)
            .ifPresent(each -> keys.add(key.keyThumbprint()));
      }
    }
    return keys;
  }

  private static OutOfDate of(KnownGuardian guardian, Why why, List<Thumbprint> keys) {
    boolean stored = guardian.sources().get(0).isStored();
    return new OutOfDate(guardian.history().name(), why, keys, stored);
  }

  private static boolean hasOtherPrimary(KnownGuardian guardian) {
    return guardian.services().stream()
        .anyMatch(each -> !each.history().current().hasKeysOf(guardian.history().current()));
  }

  /** Where the signing key changed, the key that the store has must vouch for the new one. */
  private static List<Thumbprint> vouchers(KnownGuardian guardian, List<NamedGuardian> services) {
    GuardianCertificate stored = guardian.history().current().signing();
    return services.stream()
        .flatMap(service -> service.history().signingKey(stored).stream())
        .filter(key -> key.state() != KeyState.CURRENT)
        .map(key -> key.certificate().thumbprint())
        .limit(1)
        .toList();
  }

  private static boolean hasNewerMetadata(KnownGuardian guardian) {
    return guardian.sources().stream()
        .filter(each -> each.origin() == NamedGuardian.Origin.FOLDER)
        .anyMatch(each -> isNewer(each.history(), guardian.history()));
  }

  private static boolean isNewer(GuardianHistory other, GuardianHistory stored) {
    GuardianCertificate fresh = other.current().encryption();
    return stored.encryptionKey(fresh).isEmpty()
        && fresh.notBefore().isAfter(stored.current().encryption().notBefore());
  }
}
