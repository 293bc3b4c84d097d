package dev.keyward.guardian.keyfile;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.subject.GuardianSubject;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.crypto.pkcs.KeyFileContent;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
      throw ambiguous(where, fit.size() + " keys for " + word(role));
    }
    return fit.get(0);
  }

  /** All pairs of a file, at least one, and what is no part of any. */
  static FoundPairs pairs(KeyFileContent content, String where) throws KeywardException {
    List<FoundKey> keys = FoundKey.allIn(content, where);
    List<ImportedKeys> pairs = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    content.rest().forEach(fault -> rest.add(fault.found()));
    for (List<FoundKey> guardian : guardians(keys)) {
      Generations generations = Generations.of(guardian);
      pairs.addAll(generations.pairs());
      generations.rest().forEach(key -> rest.add(alone(key)));
    }
    for (X509Certificate other : content.certificates()) {
      rest.add("a certificate without its private key: " + GuardianCertificate.of(other));
    }
    if (pairs.isEmpty()) {
      throw noPair(keys, rest, where);
    }
    return new FoundPairs(pairs, rest);
  }

  /** The keys of each guardian; of a file with two keys of free names both are one guardian's. */
  private static Collection<List<FoundKey>> guardians(List<FoundKey> keys) {
    if (keys.size() == 2
        && keys.stream()
            .noneMatch(key -> WindowsName.in(key.certificate().subject()).isPresent())) {
      return List.of(keys);
    }
    Map<String, List<FoundKey>> groups = new LinkedHashMap<>();
    for (FoundKey key : keys) {
      String guardian = GuardianSubject.of(key.certificate().subject()).key();
      groups.computeIfAbsent(guardian, s -> new ArrayList<>()).add(key);
    }
    return groups.values();
  }

  private static String alone(FoundKey key) {
    String role = role(key).map(KeyPairing::word).map(word -> word + " ").orElse("");
    return "a " + role + "key without its partner: " + key.certificate();
  }

  /** By what certificates allow; where that leaves several, by what their names say. */
  static List<FoundKey> candidates(List<FoundKey> keys, CertificateRole role) {
    List<FoundKey> named = keys.stream().filter(key -> says(key, role)).toList();
    if (named.size() == 1) {
      return named;
    }
    List<FoundKey> fit =
        keys.stream().filter(key -> key.isFit(role) && !says(key, other(role))).toList();
    List<FoundKey> onlyThis = fit.stream().filter(key -> !key.isFit(other(role))).toList();
    return onlyThis.size() == 1 ? onlyThis : fit;
  }

  /** What the name says; else the one role that the certificate allows. */
  static Optional<CertificateRole> role(FoundKey key) {
    Optional<CertificateRole> named = GuardianSubject.of(key.certificate().subject()).role();
    List<CertificateRole> fit = Stream.of(CertificateRole.values()).filter(key::isFit).toList();
    return named.isPresent() || fit.size() != 1 ? named : Optional.of(fit.get(0));
  }

  private static CertificateRole other(CertificateRole role) {
    return role == CertificateRole.SIGNING ? CertificateRole.ENCRYPTION : CertificateRole.SIGNING;
  }

  private static String word(CertificateRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static boolean says(FoundKey key, CertificateRole role) {
    return GuardianSubject.of(key.certificate().subject()).role().equals(Optional.of(role));
  }

  private static MalformedInputException noPair(
      List<FoundKey> keys, List<String> rest, String where) {
    if (keys.size() != 1) {
      return ambiguous(where, keys.isEmpty() ? "no private key" : String.join("; ", rest));
    }
    Optional<CertificateRole> role = role(keys.get(0));
    String found =
        role.map(own -> "only the " + word(own) + " key").orElse("a key that fits no role");
    return new MalformedInputException(
        Fault.of("no-pair", where, found + " of " + keys.get(0).certificate(), "both keys")
            .withHint("name both files: --signing FILE --encryption FILE"));
  }

  private static MalformedInputException ambiguous(String where, String found) {
    return new MalformedInputException(
        Fault.of("ambiguous-keys", where, found, "one for each role")
            .withHint("give the files one by one with --signing and --encryption"));
  }
}
