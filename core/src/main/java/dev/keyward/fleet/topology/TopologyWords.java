package dev.keyward.fleet.topology;

import dev.keyward.MalformedInputException;
import dev.keyward.fleet.matrix.HostMode;
import dev.keyward.fleet.topology.fact.WindowsRelease;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.internal.json.YamlScalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Single values and lists of a topology's file. */
final class TopologyWords {

  private static final int MOST_VERSION = 99_999;
  private static final int LONGEST_NAME = 256;

  private TopologyWords() {}

  static List<YamlNode> items(Optional<YamlNode> node, String expected)
      throws MalformedInputException {
    return node.isPresent() ? node.get().sequence(expected).items() : List.of();
  }

  /** Names come into reports and onto terminals: visible characters only. */
  static String name(YamlNode node, String expected) throws MalformedInputException {
    String text = node.text(expected);
    if (!text.matches("\\P{C}+") || text.codePointCount(0, text.length()) > LONGEST_NAME) {
      throw node.fault("bad-value", node.kind(), "1 to 256 visible characters");
    }
    return text;
  }

  /** Goes into command lines: of the form of guardians' names. */
  static String word(YamlNode node, String expected) throws MalformedInputException {
    String text = node.text(expected);
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw node.fault("bad-value", node.kind(), "letters, digits, dots, hyphens, underscores");
    }
    return text;
  }

  /**
   * A guardian's name, with folders in front or digits of its key behind where that tells apart.
   */
  static String guardian(YamlNode node) throws MalformedInputException {
    String text = node.text("the name of a guardian");
    if (!text.matches(
        "[A-Za-z0-9][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9][A-Za-z0-9._-]{0,63}){0,9}(@[0-9a-f]{8,64})?")) {
      throw node.fault("bad-value", node.kind(), "a name, or folders and a name, or a name with @");
    }
    return text;
  }

  /** A name in the DNS, with or without a port. */
  static String address(YamlNode node) throws MalformedInputException {
    String expected = "a DNS name, with or without a port";
    String text = node.text(expected);
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:[0-9]{1,5})?")) {
      throw node.fault("bad-value", node.kind(), expected);
    }
    return text;
  }

  static Set<String> policies(Optional<YamlNode> list) throws MalformedInputException {
    Set<String> digests = new LinkedHashSet<>();
    for (YamlNode item : items(list, "a list of SHA-256 of attestation policies")) {
      String text = item.text("the SHA-256 of an attestation policy");
      if (!text.matches("[0-9a-f]{64}")) {
        throw item.fault("bad-value", item.kind(), "64 hexadecimal digits, lower case");
      }
      digests.add(text);
    }
    return digests;
  }

  /** A mode of attestation by its word. */
  static Optional<OperationMode> mode(Optional<YamlNode> node) throws MalformedInputException {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String expected = "host-key, tpm or active-directory";
    String text = node.get().text(expected);
    return Optional.of(
        Stream.of(OperationMode.values())
            .filter(each -> each.word().equals(text))
            .findFirst()
            .orElseThrow(() -> node.get().fault("bad-value", node.get().kind(), expected)));
  }

  /** Where a host gets keys from. */
  static Optional<HostMode> hostMode(Optional<YamlNode> node) throws MalformedInputException {
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String expected = "local or hgs";
    return switch (node.get().text(expected)) {
      case "local" -> Optional.of(HostMode.LOCAL);
      case "hgs" -> Optional.of(HostMode.HGS);
      default -> throw node.get().fault("bad-value", node.get().kind(), expected);
    };
  }

  /** Whether the service answers version 2.0 of the protocols only. */
  static boolean onlyV2(Optional<YamlNode> node) throws MalformedInputException {
    String expected = "v1.0 or v2.0: the oldest version of the protocols that it answers";
    if (node.isEmpty()) {
      return false;
    }
    String text = node.get().text(expected);
    if (!text.equals("v1.0") && !text.equals("v2.0")) {
      throw node.get().fault("bad-value", node.get().kind(), expected);
    }
    return text.equals("v2.0");
  }

  /**
   * A release such as 1709, a product such as 2019, or a build such as 17763: as a number or in
   * quotes, also 21H2. Given as the release; 0 where nobody said.
   */
  static int version(Optional<YamlNode> node) throws MalformedInputException {
    if (node.isEmpty()) {
      return 0;
    }
    if (node.get() instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.TEXT) {
      if (scalar.text().matches("[1-9][0-9]{3,4}")) {
        return WindowsRelease.of(Integer.parseInt(scalar.text()));
      }
      if (scalar.text().matches("2[0-9]H[12]")) {
        return WindowsRelease.ofHalfYear(scalar.text());
      }
    }
    return WindowsRelease.of(node.get().wholeNumber(1, MOST_VERSION));
  }
}
