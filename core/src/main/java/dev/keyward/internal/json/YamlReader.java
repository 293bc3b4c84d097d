package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML (1.1, as SnakeYAML does) that people write by hand into a small tree that knows the
 * place of every value and key, so that the errors of what is read from it can name line and
 * column.
 *
 * <p>Bounds: 1 MiB of UTF-8, depth 32, 100,000 keys and values. Refused besides what is not well
 * formed: a second document, anchors and aliases, tags, merge keys, keys that are no text, a key
 * given twice, and characters that an editor does not show.
 *
 * <p>The place of each fault is {@code line L, column C}, both from 1; {@link
 * MalformedInputException#within} puts the file's name in front.
 */
public final class YamlReader {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 100_000;

  private final JsonParser yaml;
  private int nodes;

  private YamlReader(JsonParser yaml) {
    this.yaml = yaml;
  }

  /**
   * Reads the one document of the text.
   *
   * @throws MalformedInputException codes {@code malformed-yaml}, {@code too-large}, {@code
   *     too-deep}, {@code repeated-key}, {@code bad-encoding}, {@code bad-character}
   */
  public static YamlNode read(byte[] utf8) throws MalformedInputException {
    String text = YamlText.decode(utf8);
    try (JsonParser yaml = new StrictYaml().createParser(new StringReader(text))) {
      if (yaml.nextToken() == null) {
        throw fault("malformed-yaml", new YamlPosition(1, 1), "an empty document", "content");
      }
      YamlReader reader = new YamlReader(yaml);
      YamlNode root = reader.node(1);
      if (yaml.nextToken() != null) {
        throw fault("malformed-yaml", reader.at(), "content after the end", "one document");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    } catch (RuntimeException e) {
      // The library has thrown exceptions of the JDK on hostile input before.
      Fault fault =
          Fault.of(
              "malformed-yaml", new YamlPosition(1, 1).toString(), "unreadable YAML", "plain YAML");
      throw new MalformedInputException(fault, e);
    }
  }

  /** Reads the value that the parser is at, to its last token. */
  private YamlNode node(int depth) throws MalformedInputException, IOException {
    YamlPosition at = at();
    count(at);
    if (depth > MAX_DEPTH) {
      throw fault("too-deep", at, "a value deeper than " + MAX_DEPTH, "less depth");
    }
    JsonToken token = yaml.currentToken();
    if (token == null) {
      throw fault("malformed-yaml", at, "an early end", "a value");
    }
    return switch (token) {
      case START_OBJECT -> mapping(at, depth);
      case START_ARRAY -> sequence(at, depth);
      default -> new YamlScalar(at, type(token), yaml.getText());
    };
  }

  private YamlMapping mapping(YamlPosition at, int depth)
      throws MalformedInputException, IOException {
    Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
    while (yaml.nextToken() == JsonToken.FIELD_NAME) {
      YamlPosition keyAt = at();
      count(keyAt);
      String key = yaml.currentName();
      YamlMapping.Entry earlier = entries.get(key);
      if (earlier != null) {
        String found = "the key \"" + YamlText.shown(key) + "\" again, first at ";
        throw fault("repeated-key", keyAt, found + earlier.keyAt(), "each key once");
      }
      yaml.nextToken();
      entries.put(key, new YamlMapping.Entry(keyAt, node(depth + 1)));
    }
    return new YamlMapping(at, entries);
  }

  private YamlSequence sequence(YamlPosition at, int depth)
      throws MalformedInputException, IOException {
    List<YamlNode> items = new ArrayList<>();
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new YamlSequence(at, items);
  }

  private void count(YamlPosition at) throws MalformedInputException {
    nodes++;
    if (nodes > MAX_NODES) {
      throw fault("too-large", at, "more than " + MAX_NODES + " keys and values", "fewer");
    }
  }

  private static YamlScalar.Type type(JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> YamlScalar.Type.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> YamlScalar.Type.TRUTH;
      case VALUE_NULL -> YamlScalar.Type.NOTHING;
      default -> YamlScalar.Type.TEXT;
    };
  }

  private YamlPosition at() {
    return position(yaml.currentTokenLocation());
  }

  private static YamlPosition position(JsonLocation location) {
    boolean known = location != null && location.getLineNr() > 0;
    return known
        ? new YamlPosition(location.getLineNr(), location.getColumnNr())
        : new YamlPosition(1, 1);
  }

  private static MalformedInputException malformed(JsonProcessingException e) {
    YamlPosition at = position(e.getLocation());
    // A cause is another library's, whose words name its own classes.
    String found = e.getCause() == null ? e.getOriginalMessage() : "YAML that is not well formed";
    String expected = "plain YAML";
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      var mark = marked.getProblemMark();
      at = new YamlPosition(mark.getLine() + 1, mark.getColumn() + 1);
      found = "YAML that is not well formed (" + YamlText.shown(marked.getProblem()) + ")";
      expected = "";
    }
    Fault fault = Fault.of("malformed-yaml", at.toString(), YamlText.shown(found), expected);
    return new MalformedInputException(fault, e);
  }

  private static MalformedInputException fault(
      String code, YamlPosition at, String found, String expected) {
    return new MalformedInputException(Fault.of(code, at.toString(), found, expected));
  }
}
