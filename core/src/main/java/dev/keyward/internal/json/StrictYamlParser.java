package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Refuses what makes one YAML text mean two things: anchors, aliases, tags, merge keys, keys that
 * are no text, further documents. It looks at the events because the tokens do not show all of it.
 */
final class StrictYamlParser extends YAMLParser {

  private final Resolver resolver = new Resolver();
  private int documents;

  StrictYamlParser(IOContext context, Reader text) {
    super(
        context,
        JsonParser.Feature.collectDefaults(),
        YAMLParser.Feature.collectDefaults(),
        new LoaderOptions(),
        null,
        text);
  }

  /** Null after the last event, as the parser expects. */
  @Override
  protected @Nullable Event getEvent() throws IOException {
    Event event = super.getEvent();
    if (event == null) {
      return null;
    }
    if (event.is(Event.ID.DocumentStart)) {
      documents++;
      if (documents > 1) {
        throw refused(event, "a second document");
      }
    }
    if (event instanceof NodeEvent node) {
      refuseSharing(node);
    }
    if (getParsingContext().inObject()
        && currentToken() != JsonToken.FIELD_NAME
        && !event.is(Event.ID.MappingEnd)
        && !isText(event)) {
      throw refused(event, "a key that is not text");
    }
    return event;
  }

  private void refuseSharing(NodeEvent node) throws JsonParseException {
    if (node.is(Event.ID.Alias)) {
      throw refused(node, "an alias");
    }
    if (node.getAnchor() != null) {
      throw refused(node, "an anchor");
    }
    boolean tagged =
        node instanceof ScalarEvent scalar && scalar.getTag() != null
            || node instanceof CollectionStartEvent start && start.getTag() != null;
    if (tagged) {
      throw refused(node, "a tag");
    }
  }

  private boolean isText(Event event) throws JsonParseException {
    if (!(event instanceof ScalarEvent scalar)) {
      return false;
    }
    boolean plain = scalar.getImplicit().canOmitTagInPlainScalar();
    String value = scalar.getValue();
    Tag meaning = resolver.resolve(NodeId.scalar, value, plain);
    if (meaning.equals(Tag.MERGE)) {
      throw refused(event, "a merge key");
    }
    return !(meaning.equals(Tag.INT)
        || meaning.equals(Tag.FLOAT)
        || meaning.equals(Tag.NULL)
        || meaning.equals(Tag.BOOL));
  }

  private JsonParseException refused(Event event, String found) {
    return new JsonParseException(this, found, _locationFor(event.getStartMark()));
  }
}
