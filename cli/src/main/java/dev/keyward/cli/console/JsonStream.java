package dev.keyward.cli.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A result whose last field is a list, written while its elements come: what it needs in memory
 * does not grow with them. A run that ends before {@link #end} leaves it cut off, so that nobody
 * takes the part for the whole.
 */
public final class JsonStream {

  private final JsonGenerator generator;

  JsonStream(JsonGenerator generator, String schema, StoreGaps store, Answer empty)
      throws IOException {
    this.generator = generator;
    generator.writeStartObject();
    generator.writeStringField("schema", schema);
    JsonText.writeFields(store, generator);
    generator.writeObjectFieldStart("data");
    List<AnswerField> fields = AnswerField.of(empty);
    int last = fields.size() - 1;
    for (AnswerField field : fields.subList(0, last)) {
      generator.writeFieldName(field.name());
      JsonText.write(field.value(empty), generator);
    }
    generator.writeArrayFieldStart(fields.get(last).name());
  }

  /** The next element. */
  public void add(Answer element) throws IOException {
    JsonText.write(element, generator);
  }

  /** The end of the list and of the result. */
  public void end() throws IOException {
    generator.writeEndArray();
    generator.writeEndObject();
    generator.writeEndObject();
    generator.writeRaw('\n');
    generator.close();
  }
}
