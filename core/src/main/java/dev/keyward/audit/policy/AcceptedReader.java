package dev.keyward.audit.policy;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.FindingCode;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.text.Nearest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the accepted risks of a policy. */
final class AcceptedReader {

  private static final int MOST_REASON = 500;
  private static final int MOST_NAME = 100;
  private static final Pattern VISIBLE = Pattern.compile("\\P{C}+");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern DIGITS = Pattern.compile("(sha256:)?([0-9A-Fa-f]{64})");
  private static final String KEY = "a whole SHA-256, 64 hexadecimal digits";

  private AcceptedReader() {}

  static List<AcceptedRisk> read(Optional<YamlNode> node) throws MalformedInputException {
    List<AcceptedRisk> risks = new ArrayList<>();
    if (node.isPresent()) {
      for (YamlNode item : node.get().sequence("a list of accepted risks").items()) {
        risks.add(risk(item));
      }
    }
    return risks;
  }

  private static AcceptedRisk risk(YamlNode node) throws MalformedInputException {
    YamlFields fields = node.fields("an accepted risk, a mapping");
    AuditFindingCode finding = finding(fields.need("finding", "the code of a finding"));
    List<String> places = places(fields.need("places", "a list of places"));
    Set<Thumbprint> keys = keys(fields.take("keys"));
    String reason = text(fields.need("reason", "why it is accepted"), MOST_REASON);
    String by = text(fields.need("by", "who accepts it"), MOST_NAME);
    LocalDate until = day(fields.need("until", "the last day, such as 2027-03-31"));
    fields.end();
    if (keys.isEmpty() && AcceptedRisk.needsKeys(finding)) {
      Fault fault =
          Fault.of(
              "missing-key",
              node.at().toString(),
              "no key \"keys\" for " + finding.code(),
              "the whole SHA-256 of each key that the finding is about");
      throw new MalformedInputException(
          fault.withHint("the report as JSON has keySha256 of each party, and sha256 of files"));
    }
    return new AcceptedRisk(
        finding,
        places,
        keys,
        new AcceptedRisk.Decision(reason, by, until),
        node.at().line(),
        node.at().column());
  }

  private static AuditFindingCode finding(YamlNode node) throws MalformedInputException {
    String code = node.text("the code of a finding");
    List<AuditFindingCode> all =
        Arrays.stream(AuditFindingCode.values())
            .filter(each -> each != AuditFindingCode.ACCEPTED_UNUSED)
            .toList();
    Optional<AuditFindingCode> known =
        all.stream().filter(each -> each.code().equals(code)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    Fault fault = Fault.of("bad-value", node.at().toString(), node.kind(), "the code of a finding");
    throw new MalformedInputException(
        Nearest.to(code, all.stream().map(FindingCode::code).toList())
            .map(near -> fault.withHint("did you mean \"" + near + "\"?"))
            .orElse(fault));
  }

  private static List<String> places(YamlNode node) throws MalformedInputException {
    Set<String> places = new LinkedHashSet<>();
    for (YamlNode item : node.sequence("a list of places").items()) {
      String place = text(item, PlacePattern.LONGEST);
      if (place.startsWith("#") || place.endsWith("#")) {
        throw item.fault("bad-value", item.kind(), "FILE, or FILE#VM for a VM in an export");
      }
      if (places.contains(place)) {
        throw item.fault("bad-value", item.kind() + " again", "each once");
      }
      places.add(place);
    }
    if (places.isEmpty()) {
      throw node.fault("contradiction", "a risk that is accepted nowhere", "a place");
    }
    return List.copyOf(places);
  }

  private static Set<Thumbprint> keys(Optional<YamlNode> node) throws MalformedInputException {
    Set<Thumbprint> keys = new LinkedHashSet<>();
    if (node.isPresent()) {
      for (YamlNode item : node.get().sequence("a list of SHA-256 of keys").items()) {
        var digits = DIGITS.matcher(item.text(KEY));
        if (!digits.matches()) {
          throw item.fault("bad-value", item.kind(), KEY);
        }
        if (!keys.add(Thumbprint.parse(digits.group(2)))) {
          throw item.fault("bad-value", item.kind() + " again", "each once");
        }
      }
      if (keys.isEmpty()) {
        throw node.get().fault("contradiction", "no key", "a key, or a risk without \"keys\"");
      }
    }
    return keys;
  }

  /** Texts come into reports, so they hold nothing that moves or hides other text. */
  private static String text(YamlNode node, int most) throws MalformedInputException {
    String expected = "1 to " + most + " visible characters";
    String text = node.text(expected);
    boolean visible = VISIBLE.matcher(text).matches();
    if (text.isBlank() || text.codePointCount(0, text.length()) > most || !visible) {
      throw node.fault("bad-value", node.kind(), expected);
    }
    return text;
  }

  private static LocalDate day(YamlNode node) throws MalformedInputException {
    String expected = "a day, such as 2027-03-31";
    String text = node.text(expected);
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException e) {
      throw new MalformedInputException(
          Fault.of("bad-value", node.at().toString(), node.kind(), expected), e);
    }
    throw node.fault("bad-value", node.kind(), expected);
  }
}
