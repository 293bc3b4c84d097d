package dev.keyward.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes answers, and trees of maps, lists and scalars, as JSON; loaded only where JSON is asked
 * for. All but printable ASCII is escaped: no charset of a terminal or a shell changes it, and
 * nothing acts on a terminal.
 */
public final class JsonText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final JsonEscapes ESCAPES = new JsonEscapes();
  private static final Separators COLON_THEN_SPACE =
      Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

  private JsonText() {}

  /** On one line. */
  public static String compact(Object tree) {
    return text(tree, false);
  }

  /** Indented by two spaces. */
  static String indented(Object tree) {
    return text(tree, true);
  }

  private static String text(Object tree, boolean indent) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setCharacterEscapes(ESCAPES);
      if (indent) {
        indent(generator);
      }
      write(tree, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return InertOutput.json(text.toString());
  }

  /** What writes to {@code out} as {@link #indented} does; it keeps a few kilobytes waiting. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator generator = FACTORY.createGenerator(out);
    generator.setCharacterEscapes(ESCAPES);
    indent(generator);
    return generator;
  }

  private static void indent(JsonGenerator generator) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    generator.setPrettyPrinter(
        new DefaultPrettyPrinter(COLON_THEN_SPACE)
            .withObjectIndenter(lines)
            .withArrayIndenter(lines));
  }

  static void write(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName((String) entry.getKey());
        write(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof Answer answer) {
      generator.writeStartObject();
      writeFields(answer, generator);
      generator.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        write(optional.get(), generator);
      } else {
        generator.writeNull();
      }
    } else {
      writeScalar(value, generator);
    }
  }

  static void writeFields(Answer answer, JsonGenerator generator) throws IOException {
    for (AnswerField field : AnswerField.of(answer)) {
      Object value = field.value(answer);
      if (field.isLeftOut(value)) {
        continue;
      }
      if (field.isInline()) {
        Object inner = value instanceof Optional<?> optional ? optional.get() : value;
        writeFields((Answer) inner, generator);
      } else {
        generator.writeFieldName(field.name());
        write(value, generator);
      }
    }
  }

  private static void writeScalar(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Enum<?> constant) {
      generator.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    } else if (value instanceof Instant || value instanceof Thumbprint) {
      generator.writeString(value.toString());
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof Long || value instanceof Integer) {
      generator.writeNumber(((Number) value).longValue());
    } else if (value instanceof Number number) {
      generator.writeNumber(new BigDecimal(number.toString()));
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }
  }
}
