package dev.keyward.cli.protector.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.file.ProtectorEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a line such as {@code {"id":"vm1","owner":"it","guardians":["hgs"],"encoding":"xml"}}. */
final class BatchLineReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final BatchLines.Line line;
  private final String where;
  private Optional<String> id = Optional.empty();
  private Optional<String> owner = Optional.empty();
  private Optional<List<String>> guardians = Optional.empty();
  private ProtectorEncoding encoding = ProtectorEncoding.XML;

  BatchLineReader(BatchLines.Line line) {
    this.line = line;
    this.where = "line " + line.number();
  }

  BatchLine read() throws KeywardException {
    if (line.refusal().isPresent()) {
      throw malformed(line.refusal().get());
    }
    try (JsonParser json = JSON.createParser(line.text())) {
      require(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        field(json, json.currentName());
      }
      require(json.currentToken() == JsonToken.END_OBJECT, "not a whole JSON object");
      require(json.nextToken() == null, "more than one JSON value");
    } catch (JsonProcessingException e) {
      throw malformed("not JSON: " + Text.printable(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("reading from a string", e);
    }
    String name = required(id);
    // An id is a file's name and so held to the form of a guardian's name.
    try {
      GuardianName.parse(name);
    } catch (KeywardException e) {
      throw e.within(where + ": id");
    }
    return new BatchLine(
        new LineName(name, line.number()), required(owner), required(guardians), encoding);
  }

  private <T> T required(Optional<T> field) throws MalformedInputException {
    return field.orElseThrow(() -> malformed("id, owner or guardians missing"));
  }

  private void field(JsonParser json, String name) throws IOException, KeywardException {
    switch (name) {
      case "id" -> id = Optional.of(text(json, name));
      case "owner" -> owner = Optional.of(text(json, name));
      case "encoding" -> encoding = encoding(text(json, name));
      case "guardians" -> guardians = Optional.of(texts(json, name));
      default -> throw malformed("an unknown field " + Text.printable(name));
    }
  }

  private ProtectorEncoding encoding(String text) throws KeywardException {
    ProtectorEncoding read = ProtectorEncoding.parse(text);
    require(!read.holdsMany(), "an encoding that holds many protectors");
    return read;
  }

  private String text(JsonParser json, String name) throws IOException, KeywardException {
    require(json.nextToken() == JsonToken.VALUE_STRING, name + " is not a string");
    return json.getText();
  }

  private List<String> texts(JsonParser json, String name) throws IOException, KeywardException {
    List<String> texts = new ArrayList<>();
    require(json.nextToken() == JsonToken.START_ARRAY, name + " is not an array");
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getText());
    }
    require(json.currentToken() == JsonToken.END_ARRAY, name + " holds more than strings");
    return texts;
  }

  private void require(boolean holds, String found) throws MalformedInputException {
    if (!holds) {
      throw malformed(found);
    }
  }

  private MalformedInputException malformed(String found) {
    return new MalformedInputException(
        Fault.of(
            "bad-batch-line",
            where,
            found,
            "{\"id\":...,\"owner\":...,\"guardians\":[...],\"encoding\":...}"));
  }
}
