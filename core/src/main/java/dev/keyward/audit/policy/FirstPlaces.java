package dev.keyward.audit.policy;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.YamlNode;
import dev.keyward.internal.json.YamlPosition;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where each text of a list came first, without regard to case. */
final class FirstPlaces {

  private final Map<String, YamlPosition> places = new HashMap<>();

  void refuseSecond(YamlNode node, String text) throws MalformedInputException {
    YamlPosition first = places.putIfAbsent(text.toLowerCase(Locale.ROOT), node.at());
    if (first != null) {
      throw node.fault("bad-value", node.kind() + " again, first at " + first, "each once");
    }
  }
}
