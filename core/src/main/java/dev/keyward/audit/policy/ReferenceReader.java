package dev.keyward.audit.policy;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the lists of guardians of one policy and remembers all references in them. */
final class ReferenceReader {

  private static final String FORM = "a guardian's name or sha256: and 64 hexadecimal digits";
  private static final String PREFIX = "sha256:";
  private static final Pattern MARK = Pattern.compile("@[0-9A-Fa-f]{8,64}$");
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{64}");

  private final String file;
  private final List<GuardianReference> all = new ArrayList<>();

  ReferenceReader(String file) {
    this.file = file;
  }

  /** All that were read, in the order of the file. */
  List<GuardianReference> all() {
    return all.stream().sorted(Comparator.comparing(GuardianReference::place)).toList();
  }

  /** The list under a key that may be absent. */
  Optional<List<GuardianReference>> list(YamlFields fields, String key)
      throws MalformedInputException {
    Optional<YamlNode> node = fields.take(key);
    return node.isEmpty() ? Optional.empty() : Optional.of(list(node.get()));
  }

  private List<GuardianReference> list(YamlNode node) throws MalformedInputException {
    List<GuardianReference> references = new ArrayList<>();
    FirstPlaces places = new FirstPlaces();
    for (YamlNode item : node.sequence("a list of guardians").items()) {
      GuardianReference reference = reference(item);
      places.refuseSecond(item, reference.toString());
      references.add(reference);
    }
    all.addAll(references);
    return references;
  }

  private GuardianReference reference(YamlNode node) throws MalformedInputException {
    String text = node.text(FORM);
    var place = new PolicyPlace(file, node.at().line(), node.at().column());
    try {
      if (!text.startsWith(PREFIX)) {
        requireName(text);
        return new GuardianReference.ByName(text, place);
      }
      String digits = text.substring(PREFIX.length());
      if (DIGITS.matcher(digits).matches()) {
        return new GuardianReference.ByThumbprint(Thumbprint.parse(digits), place);
      }
    } catch (MalformedInputException e) {
      throw new MalformedInputException(
          Fault.of("bad-value", place.inFile(), node.kind(), FORM), e);
    }
    throw node.fault("bad-value", node.kind(), FORM);
  }

  /** Folders may stand in front of a name, and digits of the signing key behind it. */
  private static void requireName(String text) throws MalformedInputException {
    String plain = MARK.matcher(text).replaceFirst("");
    for (String part : plain.split("/", -1)) {
      GuardianName.parse(part);
    }
  }
}
