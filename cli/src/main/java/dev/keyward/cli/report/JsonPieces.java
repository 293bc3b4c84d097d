package dev.keyward.cli.report;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.AnswerField;
import dev.keyward.cli.console.JsonText;
import dev.keyward.cli.console.StoreGaps;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A JSON document that is too large for one tree: its frame is written by hand, and every element
 * of a list as a tree on a line of its own.
 */
public final class JsonPieces {

  private final Writer out;
  private String separator = "";

  public JsonPieces(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** Begins a document {@code keyward.SCHEMA/1}: what follows are members of its data. */
  public void begin(String schema) throws IOException {
    begin(schema, StoreGaps.none());
  }

  /** The same with what is wrong with the guardian store in its frame. */
  public void begin(String schema, StoreGaps store) throws IOException {
    open("{\"schema\":\"keyward." + schema + "/1\"");
    for (AnswerField field : AnswerField.of(store)) {
      Object value = field.value(store);
      if (!field.isLeftOut(value)) {
        out.write(",\"" + field.name() + "\":" + JsonText.compact(value));
      }
    }
    open(",\"data\":{");
  }

  /**
   * A document {@code keyward.SCHEMA/1} whose data begin with a list, so that its elements can be
   * written while they come; {@link #finish} ends both.
   */
  public static JsonPieces listing(OutputStream out, String schema, String list)
      throws IOException {
    JsonPieces pieces = new JsonPieces(out);
    pieces.begin(schema);
    pieces.beginList(list);
    return pieces;
  }

  /** Ends the list, writes the rest of the data, and ends the document. */
  public void finish(Answer rest) throws IOException {
    endList();
    fields(rest);
    end();
  }

  /** Ends the document that {@link #begin} began, and flushes. */
  public void end() throws IOException {
    close("}}\n");
    flush();
  }

  /** Part of the frame that opens an object: what follows it is a first member. */
  public void open(String frame) throws IOException {
    out.write(frame);
    separator = "";
  }

  /** Part of the frame that closes something. */
  public void close(String frame) throws IOException {
    out.write(frame);
    separator = ",\n";
  }

  public void member(String name, Object tree) throws IOException {
    name(name);
    out.write(JsonText.compact(tree));
  }

  /** Begins a member whose elements come by {@link #element}; {@link #endList} ends it. */
  public void beginList(String name) throws IOException {
    name(name);
    open("[\n");
  }

  public void element(Object tree) throws IOException {
    out.write(separator);
    out.write(JsonText.compact(tree));
    separator = ",\n";
  }

  public void endList() throws IOException {
    close("\n]");
  }

  /** Writes the fields of an answer as members; of a list every element has its own line. */
  public void fields(Answer answer) throws IOException {
    for (AnswerField field : AnswerField.of(answer)) {
      Object value = field.value(answer);
      if (field.isLeftOut(value)) {
        continue;
      }
      // An empty one stays, and is written as null.
      Object whole = value instanceof Optional<?> some && some.isPresent() ? some.get() : value;
      if (field.isInline()) {
        fields((Answer) whole);
      } else if (whole instanceof Iterable<?> list) {
        beginList(field.name());
        for (Object each : list) {
          element(each);
        }
        endList();
      } else {
        member(field.name(), whole);
      }
    }
  }

  /** Writes a member that is an object, of whose lists every element has its own line. */
  public void object(String name, Answer answer) throws IOException {
    name(name);
    open("{");
    fields(answer);
    close("}");
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void name(String name) throws IOException {
    out.write(separator);
    out.write('"' + name + "\":");
    separator = ",\n";
  }
}
