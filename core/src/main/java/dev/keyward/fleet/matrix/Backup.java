package dev.keyward.fleet.matrix;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files in which keys are kept, and what they would give back. */
public final class Backup {

  private final Map<Thumbprint, Kept> keys = new HashMap<>();
  private final List<Locked> locked = new ArrayList<>();

  /** How much of one key the files hold, from the best. */
  public enum Half {
    /** The private key. */
    KEY,
    /** It may be in a file that the passphrase does not open. */
    LOCKED,
    /** The certificate alone. */
    PUBLIC,
    /** Nothing. */
    NO;

    /** The stable name, lower case. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the files hold of one key, and which of them. */
  private record Kept(Half half, String file) {}

  /**
   * A file that was not opened.
   *
   * @param file as the user named it
   * @param why in words
   * @param thumbprint the SHA-1 that its name is, in upper case; empty for another name
   */
  public record Locked(String file, String why, Optional<String> thumbprint) {

    boolean mayHold(GuardianCertificate certificate) {
      return thumbprint.filter(name -> !name.equals(WindowsThumbprint.of(certificate))).isEmpty();
    }
  }

  /**
   * What the files hold for a machine.
   *
   * @param signing of the guardian's signing key
   * @param encryption of its encryption key, which starts the machine
   * @param files that have them
   * @param keyFiles those that have a private key
   */
  public record Holding(Half signing, Half encryption, List<String> files, List<String> keyFiles) {

    /** Copies the lists. */
    public Holding {
      files = List.copyOf(files);
      keyFiles = List.copyOf(keyFiles);
    }

    /** Whether both private keys are there. */
    public boolean isWhole() {
      return signing == Half.KEY && encryption == Half.KEY;
    }

    /** Whether a host that imports it starts the machine. */
    public boolean starts() {
      return encryption == Half.KEY;
    }

    /** For people, such as {@code both keys}. */
    public String words() {
      if (isWhole()) {
        return "both keys";
      }
      if (encryption == Half.KEY || signing == Half.KEY) {
        return "half: the " + (encryption == Half.KEY ? "encryption" : "signing") + " key only";
      }
      boolean maybe = encryption == Half.LOCKED || signing == Half.LOCKED;
      boolean shown = encryption == Half.PUBLIC || signing == Half.PUBLIC;
      return maybe ? "locked" : shown ? "public only" : "no";
    }
  }

  /** A certificate in a file, with its private key or without. */
  public void add(String file, GuardianCertificate certificate, boolean key) {
    keys.merge(
        certificate.keyThumbprint(),
        new Kept(key ? Half.KEY : Half.PUBLIC, file),
        (first, second) -> second.half().compareTo(first.half()) < 0 ? second : first);
  }

  /** A file that was not opened. */
  public void add(Locked file) {
    locked.add(file);
  }

  /** The files that were not opened. */
  public List<Locked> locked() {
    return List.copyOf(locked);
  }

  /** What the files hold of the guardians of a machine: the best holding of a single guardian. */
  public Holding of(MatrixVm vm) {
    return vm.wrappings().stream()
        .map(this::of)
        .min(Comparator.comparing(Holding::encryption).thenComparing(Holding::signing))
        .orElseGet(() -> new Holding(Half.NO, Half.NO, List.of(), List.of()));
  }

  private Holding of(WrappingCertificates wrapping) {
    Set<String> files = new LinkedHashSet<>();
    Half signing = half(wrapping.signing(), files);
    Half encryption = half(wrapping.encryption(), files);
    List<String> keyFiles =
        Stream.of(wrapping.signing(), wrapping.encryption())
            .flatMap(each -> Optional.ofNullable(keys.get(each.keyThumbprint())).stream())
            .filter(each -> each.half() == Half.KEY)
            .map(Kept::file)
            .distinct()
            .toList();
    return new Holding(signing, encryption, List.copyOf(files), keyFiles);
  }

  private Half half(GuardianCertificate certificate, Set<String> files) {
    Optional<Kept> kept = Optional.ofNullable(keys.get(certificate.keyThumbprint()));
    if (kept.filter(each -> each.half() == Half.KEY).isEmpty()) {
      List<Locked> maybe = locked.stream().filter(each -> each.mayHold(certificate)).toList();
      if (!maybe.isEmpty()) {
        maybe.forEach(each -> files.add(each.file()));
        return Half.LOCKED;
      }
    }
    kept.ifPresent(each -> files.add(each.file()));
    return kept.map(Kept::half).orElse(Half.NO);
  }
}
