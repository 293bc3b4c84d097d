package dev.keyward.audit.policy;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a policy of the tree of its file. */
final class PolicyReader {

  /** Group names come into reports, so they hold nothing that moves or hides text. */
  private static final Pattern GROUP_NAME = Pattern.compile("\\P{C}{1,100}");

  private final ReferenceReader references;
  private final RuleReader rules;

  PolicyReader(String file) {
    references = new ReferenceReader(file);
    rules = new RuleReader(references);
  }

  PolicyRules read(YamlNode root) throws KeywardException {
    YamlFields fields = root.fields("an audit policy, a mapping");
    refuseOtherSchemas(fields.need("schema", "schema: " + PolicyRules.SCHEMA));
    AuditRules general = rules.read(fields, AuditRules.none(), Optional.empty());
    List<PolicyRules.Group> groups = groups(fields.take("groups"), general);
    List<AcceptedRisk> accepted = AcceptedReader.read(fields.take("accepted"));
    fields.end();
    return new PolicyRules(general, groups, references.all(), accepted);
  }

  private static void refuseOtherSchemas(YamlNode node) throws KeywardException {
    if (!node.text(PolicyRules.SCHEMA).equals(PolicyRules.SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-schema", node.at().toString(), node.kind(), PolicyRules.SCHEMA));
    }
  }

  private List<PolicyRules.Group> groups(Optional<YamlNode> node, AuditRules general)
      throws MalformedInputException {
    List<PolicyRules.Group> groups = new ArrayList<>();
    if (node.isPresent()) {
      FirstPlaces names = new FirstPlaces();
      for (YamlNode item : node.get().sequence("a list of groups").items()) {
        groups.add(group(item, general, names));
      }
    }
    return groups;
  }

  private PolicyRules.Group group(YamlNode node, AuditRules general, FirstPlaces names)
      throws MalformedInputException {
    YamlFields fields = node.fields("a group, a mapping");
    YamlNode name = fields.need("name", "the group's name");
    String text = name.text("the group's name");
    if (!GROUP_NAME.matcher(text).matches()) {
      throw name.fault("bad-value", name.kind(), "1 to 100 visible characters");
    }
    names.refuseSecond(name, text);
    Optional<YamlNode> named = fields.take("vms");
    Optional<YamlNode> above = fields.take("folders");
    if (named.isEmpty() && above.isEmpty()) {
      fields.need("vms", "a list of names or patterns of VMs, or folders");
    }
    Optional<VmNames> vms = names(named, "a list of names or patterns of VMs");
    Optional<VmNames> folders = names(above, "a list of folders or patterns of them");
    AuditRules own = rules.read(fields, general, Optional.of(text));
    fields.end();
    return new PolicyRules.Group(vms, folders, own);
  }

  private static Optional<VmNames> names(Optional<YamlNode> list, String expected)
      throws MalformedInputException {
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : list.get().sequence(expected).items()) {
      String text = item.text("a name, or a pattern with * and ?");
      int length = text.codePointCount(0, text.length());
      if (length < 1 || length > VmPattern.LONGEST) {
        throw item.fault("bad-value", length + " characters", "1 to " + VmPattern.LONGEST);
      }
      texts.add(text);
    }
    if (texts.isEmpty()) {
      throw list.get().fault("contradiction", "a group without VMs", "a name or pattern");
    }
    return Optional.of(new VmNames(texts));
  }
}
