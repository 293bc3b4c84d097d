package dev.keyward.tpm.policy;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.tpm.structure.PcrSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a policy of the tree of its file. */
final class MeasuredPolicyReader {

  private static final String PREFIX = "sha256:";
  private static final int LONGEST_VERSION = 512;
  private static final int LAST_REGISTER = 14;

  private final YamlFields fields;
  private final Map<PolicyRule, BootRule> rules = new EnumMap<>(PolicyRule.class);

  private MeasuredPolicyReader(YamlFields fields) {
    this.fields = fields;
  }

  static MeasuredPolicy read(YamlNode root) throws KeywardException {
    YamlFields fields = root.fields("a policy for measured hosts, a mapping");
    YamlNode schema = fields.need("schema", "schema: " + MeasuredPolicy.SCHEMA);
    if (!schema.text(MeasuredPolicy.SCHEMA).equals(MeasuredPolicy.SCHEMA)) {
      String where = schema.at().toString();
      throw new UnsupportedFormatException(
          Fault.of("unknown-schema", where, schema.kind(), MeasuredPolicy.SCHEMA));
    }
    PolicyMode mode = mode(fields.need("mode", "mode: enforce or mode: report"));
    MeasuredPolicyReader reader = new MeasuredPolicyReader(fields);
    reader.variables();
    reader.boot();
    reader.firmware();
    fields.end();
    if (reader.rules.isEmpty()) {
      throw root.fault("contradiction", "a policy without a rule", "a rule, such as secure-boot");
    }
    return new MeasuredPolicy(mode, Collections.unmodifiableMap(reader.rules));
  }

  private static PolicyMode mode(YamlNode node) throws MalformedInputException {
    for (PolicyMode mode : PolicyMode.values()) {
      if (node.text("enforce or report").equals(mode.word())) {
        return mode;
      }
    }
    throw node.fault("bad-value", node.kind(), "enforce or report");
  }

  private Optional<YamlNode> take(PolicyRule rule) {
    return fields.take(rule.key());
  }

  private void variables() throws MalformedInputException {
    take(PolicyRule.SECURE_BOOT, "required", VariableRules.secureBoot());
    for (PolicyRule rule : List.of(PolicyRule.PK, PolicyRule.KEK, PolicyRule.DB)) {
      Optional<YamlNode> node = take(rule);
      if (node.isPresent()) {
        rules.put(rule, VariableRules.entries(rule, prints(node.get())));
      }
    }
    Optional<YamlNode> dbx = take(PolicyRule.DBX);
    if (dbx.isPresent()) {
      Set<Thumbprint> contents = prints(dbx.get());
      rules.put(PolicyRule.DBX, VariableRules.contents(PolicyRule.DBX, contents));
    }
  }

  /** A rule that is stated by one word. */
  private void take(PolicyRule rule, String word, BootRule stated) throws MalformedInputException {
    Optional<YamlNode> node = take(rule);
    if (node.isPresent()) {
      if (!node.get().text(word).equals(word)) {
        throw node.get().fault("bad-value", node.get().kind(), word);
      }
      rules.put(rule, stated);
    }
  }

  private void boot() throws MalformedInputException {
    Optional<YamlNode> loaders = take(PolicyRule.BOOT_LOADERS);
    if (loaders.isPresent()) {
      List<Set<Thumbprint>> steps = new ArrayList<>();
      for (YamlNode step : items(loaders.get(), "a list of steps, each a list of digests")) {
        steps.add(prints(step));
      }
      rules.put(PolicyRule.BOOT_LOADERS, BootRules.loaders(steps));
    }
    Optional<YamlNode> signers = take(PolicyRule.BOOT_SIGNERS);
    if (signers.isPresent()) {
      rules.put(PolicyRule.BOOT_SIGNERS, BootRules.signers(prints(signers.get())));
    }
    Optional<YamlNode> files = take(PolicyRule.FILES);
    if (files.isPresent()) {
      rules.put(PolicyRule.FILES, BootRules.files(prints(files.get())));
    }
    Optional<YamlNode> lines = take(PolicyRule.COMMAND_LINES);
    if (lines.isPresent()) {
      rules.put(PolicyRule.COMMAND_LINES, lines(lines.get()));
    }
  }

  /** Whether a policy can have this command line as a pattern. */
  static boolean isPattern(String line) {
    return line.length() <= TextPattern.LONGEST && !line.startsWith(PREFIX);
  }

  private static BootRule lines(YamlNode node) throws MalformedInputException {
    List<TextPattern> patterns = new ArrayList<>();
    Set<Thumbprint> digests = new HashSet<>();
    for (YamlNode item : items(node, "a list of command lines")) {
      String text = item.text("a command line, in which * stands for any characters");
      if (text.length() > TextPattern.LONGEST) {
        throw item.fault(
            "bad-value", text.length() + " characters", TextPattern.LONGEST + " at most");
      }
      if (text.startsWith(PREFIX)) {
        digests.add(print(item, text.substring(PREFIX.length())));
      } else {
        patterns.add(new TextPattern(text));
      }
    }
    return new CommandLineRule(List.copyOf(patterns), Set.copyOf(digests));
  }

  private void firmware() throws MalformedInputException {
    Optional<YamlNode> node = take(PolicyRule.FIRMWARE_VERSIONS);
    if (node.isPresent()) {
      Set<String> versions = new LinkedHashSet<>();
      for (YamlNode item : items(node.get(), "a list of versions")) {
        String version = item.text("a version as the firmware measures it");
        if (version.length() > LONGEST_VERSION) {
          throw item.fault(
              "bad-value", version.length() + " characters", LONGEST_VERSION + " at most");
        }
        versions.add(version);
      }
      rules.put(PolicyRule.FIRMWARE_VERSIONS, BootRules.firmware(versions));
    }
    PolicyRule debug = PolicyRule.DEBUG_MODE;
    take(debug, "refused", BootRules.no(debug, BootRules.DEBUG));
    PolicyRule dma = PolicyRule.DMA_PROTECTION;
    take(dma, "required", BootRules.no(dma, BootRules.NO_DMA_PROTECTION));
    Optional<YamlNode> registers = take(PolicyRule.REGISTERS);
    if (registers.isPresent()) {
      rules.put(PolicyRule.REGISTERS, registers(registers.get()));
    }
  }

  private static BootRule registers(YamlNode node) throws MalformedInputException {
    Map<Integer, Thumbprint> values = new LinkedHashMap<>();
    for (YamlNode item : items(node, "a list of registers with their values")) {
      YamlFields parts = item.fields("a register and its value");
      YamlNode number = parts.need("register", "its number");
      int register = number.wholeNumber(0, LAST_REGISTER);
      if (!PcrSelection.isQuoted(register)) {
        String expected = "one of " + PcrSelection.QUOTED;
        throw number.fault("bad-value", "register " + register + ", which is not quoted", expected);
      }
      YamlNode value = parts.need("value", "64 hexadecimal digits");
      parts.end();
      if (values.put(register, print(value, value.text("64 hexadecimal digits"))) != null) {
        throw item.fault("contradiction", "register " + register + " again", "each once");
      }
    }
    return BootRules.registers(values);
  }

  private static Set<Thumbprint> prints(YamlNode node) throws MalformedInputException {
    Set<Thumbprint> prints = new LinkedHashSet<>();
    for (YamlNode item : items(node, "a list of SHA-256 digests")) {
      if (!prints.add(print(item, item.text("64 hexadecimal digits")))) {
        throw item.fault("contradiction", "a digest again", "each once");
      }
    }
    return prints;
  }

  private static Thumbprint print(YamlNode node, String digits) throws MalformedInputException {
    return Thumbprint.find(digits)
        .orElseThrow(
            () -> node.fault("bad-value", node.kind(), "64 lower-case hexadecimal digits"));
  }

  private static List<YamlNode> items(YamlNode node, String expected)
      throws MalformedInputException {
    List<YamlNode> items = node.sequence(expected).items();
    if (items.isEmpty()) {
      throw node.fault("contradiction", "an empty list", expected);
    }
    return items;
  }
}
