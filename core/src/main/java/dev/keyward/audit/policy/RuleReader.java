package dev.keyward.audit.policy;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the rules that the general part and every group have in common, and puts them in the place
 * of those they replace.
 */
final class RuleReader {

  private static final Pattern DAYS = Pattern.compile("(0|[1-9][0-9]{0,3})d");
  private static final int MOST_DAYS = 3650;

  private final ReferenceReader references;

  RuleReader(ReferenceReader references) {
    this.references = references;
  }

  /**
   * Takes the keys of the rules and leaves the others.
   *
   * @param base the rules for what is not stated
   * @param group the name of the group, if it is one
   */
  AuditRules read(YamlFields fields, AuditRules base, Optional<String> group)
      throws MalformedInputException {
    PartyRules parties = parties(fields, base.parties());
    GuardianRules guardians = guardians(fields, base.guardians());
    return new AuditRules(group, parties, guardians, strength(fields, base.strength()));
  }

  private PartyRules parties(YamlFields fields, PartyRules base) throws MalformedInputException {
    Optional<YamlNode> node = fields.take("owners");
    Optional<List<GuardianReference>> owners = references.list(fields, "owners");
    if (owners.isPresent() && owners.get().isEmpty()) {
      throw node.get()
          .fault(
              "contradiction",
              "an empty list of owners",
              "an owner; leave the key out to allow anyone");
    }
    return new PartyRules(
        owners.or(base::owners), references.list(fields, "sealed-by").or(base::sealedBy));
  }

  private GuardianRules guardians(YamlFields fields, GuardianRules base)
      throws MalformedInputException {
    Optional<YamlNode> node = fields.take("guardians");
    boolean refuses = formerKeys(fields).orElse(base.refusesFormerKeys());
    if (node.isEmpty()) {
      return new GuardianRules(base.required(), base.allowed(), base.forbidden(), refuses);
    }
    YamlFields stated = node.get().fields("required, allowed and forbidden guardians");
    Optional<List<GuardianReference>> required = references.list(stated, "required");
    Optional<List<GuardianReference>> allowed = references.list(stated, "allowed");
    Optional<List<GuardianReference>> forbidden = references.list(stated, "forbidden");
    stated.end();
    GuardianRules rules =
        new GuardianRules(
            required.orElse(base.required()),
            allowed.or(base::allowed),
            forbidden.orElse(base.forbidden()),
            refuses);
    refuseBoth(rules.required(), "required", rules.forbidden());
    // A group may forbid what is allowed in general, so only what stands together contradicts.
    if (allowed.isPresent() && forbidden.isPresent()) {
      refuseBoth(allowed.get(), "allowed", forbidden.get());
    }
    return rules;
  }

  /** Whether former and unlisted keys are refused; empty where that is not stated. */
  private static Optional<Boolean> formerKeys(YamlFields fields) throws MalformedInputException {
    Optional<YamlNode> node = fields.take("formerKeys");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String expected = "refuse or accept";
    return switch (node.get().text(expected)) {
      case "refuse" -> Optional.of(true);
      case "accept" -> Optional.of(false);
      default -> throw node.get().fault("bad-value", node.get().kind(), expected);
    };
  }

  private static void refuseBoth(
      List<GuardianReference> wanted, String word, List<GuardianReference> forbidden)
      throws MalformedInputException {
    if (wanted.isEmpty() || forbidden.isEmpty()) {
      return;
    }
    Map<String, GuardianReference> byKey = new HashMap<>();
    forbidden.forEach(each -> byKey.put(key(each), each));
    for (GuardianReference one : wanted) {
      GuardianReference other = byKey.get(key(one));
      if (other != null) {
        throw contradiction(one, word, other);
      }
    }
  }

  private static String key(GuardianReference reference) {
    return reference.toString().toLowerCase(Locale.ROOT);
  }

  /** Told at the later of the two places, which is where somebody added it. */
  private static MalformedInputException contradiction(
      GuardianReference wanted, String word, GuardianReference forbidden) {
    boolean later = wanted.place().compareTo(forbidden.place()) > 0;
    String here = later ? word : "forbidden";
    String there = later ? "forbidden" : word;
    PolicyPlace place = (later ? wanted : forbidden).place();
    String first = (later ? forbidden : wanted).place().inFile();
    String found = "guardian \"" + wanted + "\" is " + here + ", but " + there + " at " + first;
    return new MalformedInputException(
        Fault.of("contradiction", place.inFile(), found, "one of the two"));
  }

  private static StrengthRules strength(YamlFields fields, StrengthRules base)
      throws MalformedInputException {
    Optional<YamlNode> keys = fields.take("keys");
    int bits = base.minimumBits();
    boolean notesRsa = base.notesRsa();
    if (keys.isPresent()) {
      YamlFields stated = keys.get().fields("a mapping of rules for keys");
      Optional<YamlNode> least = stated.take("minimum-bits");
      Optional<YamlNode> rsa = stated.take("rsa-only");
      stated.end();
      if (least.isPresent()) {
        bits = least.get().wholeNumber(StrengthRules.LEAST_BITS, StrengthRules.MOST_BITS);
      }
      notesRsa = rsa.isPresent() ? isNoted(rsa.get()) : notesRsa;
    }
    Optional<Set<String>> algorithms = base.algorithms();
    Optional<YamlNode> uris = inner(fields, "algorithms", "allowed");
    if (uris.isPresent()) {
      algorithms = Optional.of(algorithms(uris.get()));
    }
    Optional<Duration> within = base.warnWithin();
    Optional<YamlNode> time = inner(fields, "expiry", "warn-within");
    if (time.isPresent()) {
      within = Optional.of(days(time.get()));
    }
    return new StrengthRules(bits, algorithms, within, notesRsa);
  }

  private static boolean isNoted(YamlNode node) throws MalformedInputException {
    String expected = "note or accept";
    return switch (node.text(expected)) {
      case "note" -> true;
      case "accept" -> false;
      default -> throw node.fault("bad-value", node.kind(), expected);
    };
  }

  /** The value of the only key of a mapping; empty if the key or the mapping is absent. */
  private static Optional<YamlNode> inner(YamlFields fields, String key, String only)
      throws MalformedInputException {
    Optional<YamlNode> node = fields.take(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    YamlFields stated = node.get().fields("a mapping with the key \"" + only + "\"");
    Optional<YamlNode> value = stated.take(only);
    stated.end();
    return value;
  }

  private static Set<String> algorithms(YamlNode node) throws MalformedInputException {
    Set<String> uris = new LinkedHashSet<>();
    for (YamlNode item : node.sequence("a list of algorithm URIs").items()) {
      String uri = item.text("an algorithm's URI");
      if (!StrengthRules.isUri(uri)) {
        throw item.fault("bad-value", item.kind(), "an algorithm's URI");
      }
      if (!uris.add(uri)) {
        throw item.fault("bad-value", item.kind() + " again", "each once");
      }
    }
    if (uris.isEmpty()) {
      String expected = "an algorithm's URI; leave the key out to allow all that Keyward knows";
      throw node.fault("contradiction", "no algorithm that may be used", expected);
    }
    return uris;
  }

  private static Duration days(YamlNode node) throws MalformedInputException {
    String expected = "days from 0d to " + MOST_DAYS + "d";
    String text = node.text(expected);
    boolean formed = DAYS.matcher(text).matches();
    int days = formed ? Integer.parseInt(text.substring(0, text.length() - 1)) : -1;
    if (!formed || days > MOST_DAYS) {
      throw node.fault("bad-value", node.kind(), expected);
    }
    return Duration.ofDays(days);
  }
}
