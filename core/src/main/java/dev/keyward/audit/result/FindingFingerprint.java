package dev.keyward.audit.result;

import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.VmName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Identifies a finding, so that a later audit can recognize it. It does not change with the folder
 * that a file is in, with how many days are left, or with what a guardian is called. Two VMs of one
 * name without ids can have the same one.
 *
 * @param code the kind
 * @param vm the VM's id, else its name, as names are compared
 * @param what what was found, with the key of a party in the place of its label
 */
public record FindingFingerprint(FindingCode code, String vm, String what) {

  private static final Pattern DAYS = Pattern.compile(", in -?\\d+ days?");

  /** These name another VM, and one without an id by its path. */
  private static final Set<FindingCode> OF_OTHERS =
      Set.of(AuditFindingCode.SAME_PROTECTOR, AuditFindingCode.SAME_TRANSPORT_KEY);

  private static final Pattern FOLDERS = Pattern.compile("(?<![^ ])[^ ]*/");

  /** Refuses missing parts. */
  public FindingFingerprint {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(vm, "vm");
    Objects.requireNonNull(what, "what");
  }

  /** Of a protector's finding. */
  public static FindingFingerprint of(AuditedProtector protector, Finding finding) {
    Map<String, Thumbprint> keys = keysByLabel(protector);
    Function<String, String> key =
        label -> keys.containsKey(label) ? keys.get(label).toString() : label;
    return of(protector, finding, key);
  }

  /**
   * The same where somebody else knows the keys.
   *
   * @param key a text for the party with this label, the same for the same party
   */
  public static FindingFingerprint of(
      AuditedProtector protector, Finding finding, Function<String, String> key) {
    List<String> labels = labels(protector);
    String what = what(finding, labels, key);
    // What a document that is not verified says of parties is a claim of this document alone.
    String document =
        protector.standing() != Standing.VALID && names(finding.found(), labels)
            ? protector.sha256().map(digest -> " in " + digest).orElse("")
            : "";
    return new FindingFingerprint(finding.code(), vm(protector.place()), what + document);
  }

  /** Of a finding beside the protectors. */
  public static FindingFingerprint of(Place place, Finding finding) {
    return new FindingFingerprint(
        finding.code(), vm(place), what(finding, List.of(), label -> label));
  }

  /**
   * The digests of all keys that a finding of this protector is about: each is of the signing key
   * of a party that the finding names, or of its certificate where that is all that is known. Of a
   * protector that is not valid it is the digest of the document.
   */
  public static List<Thumbprint> keys(AuditedProtector protector, Finding finding) {
    Map<String, Thumbprint> keys = keysByLabel(protector);
    List<String> named =
        labels(protector).stream().filter(label -> names(finding.found(), List.of(label))).toList();
    return protector.standing() == Standing.VALID
        ? named.stream().filter(keys::containsKey).map(keys::get).sorted().distinct().toList()
        : named.isEmpty() ? List.of() : protector.sha256().stream().toList();
  }

  /** The same for the same VM in any folder: its id, else its name. */
  public static String vm(Place place) {
    String vm =
        place
            .mark()
            .id()
            .map(id -> "id " + VmName.bareId(id).toLowerCase(Locale.ROOT))
            .orElseGet(() -> "name " + VmName.folded(place.name()));
    return place.lastKnownGood() ? vm + " last known good" : vm;
  }

  private static Map<String, Thumbprint> keysByLabel(AuditedProtector protector) {
    Map<Thumbprint, Thumbprint> byCertificate = new HashMap<>();
    for (WrappingCertificates each : protector.wrappings()) {
      byCertificate.put(each.signing().thumbprint(), each.signing().keyThumbprint());
    }
    Map<String, Thumbprint> keys = new HashMap<>();
    parties(protector)
        .forEach(
            party ->
                party
                    .signing()
                    .ifPresent(
                        certificate ->
                            keys.put(
                                party.label(),
                                byCertificate.getOrDefault(certificate, certificate))));
    return keys;
  }

  private static Stream<Party> parties(AuditedProtector protector) {
    GuardianSet set = protector.set();
    return Stream.concat(
        Stream.concat(set.owner().stream(), protector.sealer().stream()), set.guardians().stream());
  }

  /** The longest first: one may begin with another. */
  private static List<String> labels(AuditedProtector protector) {
    return parties(protector)
        .map(Party::label)
        .filter(label -> !label.isEmpty())
        .distinct()
        .sorted((one, two) -> Integer.compare(two.length(), one.length()))
        .toList();
  }

  private static boolean names(String found, Collection<String> labels) {
    for (int at = 0; at < found.length(); at++) {
      if (!labelAt(found, at, labels).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String what(Finding finding, List<String> labels, Function<String, String> key) {
    String text = DAYS.matcher(finding.found()).replaceAll("");
    if (OF_OTHERS.contains(finding.code())) {
      text = FOLDERS.matcher(text).replaceAll("");
    }
    StringBuilder what = new StringBuilder();
    int plain = 0;
    for (int at = 0; at < text.length(); ) {
      String label = labelAt(text, at, labels);
      if (label.isEmpty()) {
        at++;
      } else {
        what.append(text, plain, at).append(key.apply(label));
        at += label.length();
        plain = at;
      }
    }
    return what.append(text.substring(plain)).toString();
  }

  /** The label that is there as a whole word; empty where there is none. */
  private static String labelAt(String text, int at, Collection<String> labels) {
    if (at > 0 && isInName(text.charAt(at - 1))) {
      return "";
    }
    for (String label : labels) {
      int end = at + label.length();
      boolean whole = end >= text.length() || !isInName(text.charAt(end));
      if (whole && text.startsWith(label, at)) {
        return label;
      }
    }
    return "";
  }

  private static boolean isInName(char letter) {
    return Character.isLetterOrDigit(letter) || "-_./@".indexOf(letter) >= 0;
  }

  /** All of it as a digest. */
  public Thumbprint digest() {
    return Thumbprint.of(String.join("\0", code.code(), vm, what).getBytes(StandardCharsets.UTF_8));
  }
}
