package dev.keyward.fleet.topology;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.YamlFields;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.text.Nearest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a topology's file, with their places: each given once, and each used one given. */
final class NameBook {

  private final Map<Kind, Map<String, YamlNode>> given = new EnumMap<>(Kind.class);
  private final List<Use> uses = new ArrayList<>();

  /** What has a name. */
  enum Kind {
    SITE("site"),
    LINK("link"),
    HGS("service"),
    NODE("node"),
    NODE_VM("node that is the VM"),
    HOST("host"),
    VM("VM");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  private record Use(Kind kind, String name, YamlNode at) {}

  /** A name that is given to something; refused the second time. */
  void give(Kind kind, String name, YamlNode at) throws MalformedInputException {
    YamlNode first = names(kind).putIfAbsent(name, at);
    if (first != null) {
      String found = "the " + kind.noun + " " + at.kind() + " again, first at " + first.at();
      throw at.fault("contradiction", found, "each name once");
    }
  }

  /** A name that has to be given to something, above or below. */
  void use(Kind kind, String name, YamlNode at) {
    uses.add(new Use(kind, name, at));
  }

  /** The name that a value gives to something. */
  String given(Kind kind, YamlNode node, String expected) throws MalformedInputException {
    String name = TopologyWords.name(node, expected);
    give(kind, name, node);
    return name;
  }

  /** A name that goes into command lines. */
  String givenWord(Kind kind, YamlFields fields, String expected) throws MalformedInputException {
    YamlNode node = fields.need("name", expected);
    String name = TopologyWords.word(node, expected);
    give(kind, name, node);
    return name;
  }

  /** The name that a value uses. */
  String used(Kind kind, YamlNode node, String expected) throws MalformedInputException {
    String name = TopologyWords.name(node, expected);
    use(kind, name, node);
    return name;
  }

  /** The same for a key that may be absent. */
  Optional<String> used(Kind kind, Optional<YamlNode> node, String expected)
      throws MalformedInputException {
    return node.isPresent() ? Optional.of(used(kind, node.get(), expected)) : Optional.empty();
  }

  /** Refuses the first use of a name that nothing has. */
  void end() throws MalformedInputException {
    for (Use use : uses) {
      if (!names(use.kind()).containsKey(use.name())) {
        throw unknown(use);
      }
    }
  }

  private MalformedInputException unknown(Use use) {
    String noun = use.kind().noun;
    Fault fault =
        Fault.of(
            "contradiction",
            use.at().at().toString(),
            use.at().kind() + ", which no " + noun + " is called",
            "the name of a " + noun + " of this file");
    return new MalformedInputException(
        Nearest.to(use.name(), names(use.kind()).keySet())
            .map(near -> fault.withHint("did you mean \"" + near + "\"?"))
            .orElse(fault));
  }

  private Map<String, YamlNode> names(Kind kind) {
    return given.computeIfAbsent(kind, absent -> new LinkedHashMap<>());
  }
}
