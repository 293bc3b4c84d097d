package dev.keyward.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells which of the keys in a file belong to one guardian, and which signs and which opens. */
final class KeyPairing {

  private KeyPairing() {}

  /** The one key for {@code role}. */
  static FoundKey only(List<FoundKey> keys, CertificateRole role, String where)
      throws KeywardException {
    if (keys.size() == 1) {
      return keys.get(0);
    }
    List<FoundKey> fit = candidates(keys, role);
    if (fit.size() != 1) {
      throw ambiguous(where, fit.size() + " keys for " + role.name().toLowerCase(Locale.ROOT));
    }
    return fit.get(0);
  }

  /** All pairs. */
  static List<ImportedKeys> pairs(List<FoundKey> keys, String where) throws KeywardException {
    Map<String, List<FoundKey>> groups = new LinkedHashMap<>();
    for (FoundKey key : keys) {
      String suffix = WindowsName.in(key.certificate()).map(WindowsName::suffix).orElse("");
      groups.computeIfAbsent(suffix, s -> new ArrayList<>()).add(key);
    }
    List<ImportedKeys> pairs = new ArrayList<>();
    for (Map.Entry<String, List<FoundKey>> group : groups.entrySet()) {
      String place = group.getKey().isEmpty() ? where : where + ": " + group.getKey();
      pairs.add(pair(group.getValue(), place));
    }
    return List.copyOf(pairs);
  }

  private static ImportedKeys pair(List<FoundKey> keys, String where) throws KeywardException {
    if (keys.size() > 2) {
      throw ambiguous(where, keys.size() + " keys that may belong together");
    }
    return ImportedKeys.of(
        only(keys, CertificateRole.SIGNING, where), only(keys, CertificateRole.ENCRYPTION, where));
  }

  /** By what certificates allow; where that leaves several, by what their names say. */
  private static List<FoundKey> candidates(List<FoundKey> keys, CertificateRole role) {
    List<FoundKey> named = keys.stream().filter(key -> says(key, role)).toList();
    if (named.size() == 1) {
      return named;
    }
    List<FoundKey> fit = keys.stream().filter(key -> key.isFit(role)).toList();
    CertificateRole other =
        role == CertificateRole.SIGNING ? CertificateRole.ENCRYPTION : CertificateRole.SIGNING;
    List<FoundKey> onlyThis = fit.stream().filter(key -> !key.isFit(other)).toList();
    return onlyThis.size() == 1 ? onlyThis : fit;
  }

  private static boolean says(FoundKey key, CertificateRole role) {
    Optional<WindowsName> windows = WindowsName.in(key.certificate());
    if (windows.isPresent()) {
      return windows.get().role() == role;
    }
    String name = WindowsName.commonName(key.certificate()).toLowerCase(Locale.ROOT);
    boolean signing = name.contains("signing");
    boolean encryption = name.contains("encrypt");
    return signing != encryption && signing == (role == CertificateRole.SIGNING);
  }

  private static MalformedInputException ambiguous(String where, String found) {
    return new MalformedInputException(
        Fault.of("ambiguous-keys", where, found, "one for each role")
            .withHint("give the files one by one with --signing and --encryption"));
  }
}
