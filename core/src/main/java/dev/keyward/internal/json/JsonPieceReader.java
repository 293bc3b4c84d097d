package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;

/**
 * A JSON document of ours that is too large for one tree: its frame is read value by value, and
 * every element of a list as a tree. Of a document of any length at most {@link #MOST_IN_PIECE}
 * characters are held at a time.
 */
public final class JsonPieceReader implements Closeable {

  /** The most characters of a piece, with the blanks before it. */
  public static final int MOST_IN_PIECE = 4 << 20;

  private final String name;
  private final PieceBound text;
  private final JsonParser parser;

  /** What takes a member of an object; it reads the whole value. */
  @FunctionalInterface
  public interface Member {
    void read(String name) throws KeywardException, IOException;
  }

  /** What takes an element of a list. */
  @FunctionalInterface
  public interface Element {
    void read(JsonFields fields) throws KeywardException, IOException;
  }

  /**
   * Begins.
   *
   * @param utf8 the document; it is closed with this
   * @param name what errors call it
   */
  public JsonPieceReader(InputStream utf8, String name) throws IOException {
    this.name = name;
    this.text = new PieceBound(utf8, MOST_IN_PIECE);
    this.parser = Json.factory(MOST_IN_PIECE).createParser(text);
  }

  /**
   * Reads the document, which is one object.
   *
   * @throws MalformedInputException code {@code bad-json} for anything else, also for a document
   *     that breaks off
   */
  public void document(Member member) throws KeywardException, IOException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad(parser.currentToken() == null ? "an empty file" : "not a JSON object");
      }
      members(member);
      text.next();
      if (parser.nextToken() != null) {
        throw bad("content after the object");
      }
    } catch (JsonEOFException e) {
      throw JsonFields.bad("bad-json", name, "a file that ends too early", "the whole file");
    } catch (JsonProcessingException e) {
      throw bad("text that is not well-formed JSON");
    } catch (PieceBound.TooLong e) {
      throw bad("a value of more than " + MOST_IN_PIECE + " characters");
    } catch (CharacterCodingException e) {
      throw bad("bytes that are not UTF-8");
    }
  }

  /** Reads the members of the object that the reader is at. */
  public void members(Member member) throws KeywardException, IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw bad("not an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      text.next();
      member.read(field);
    }
  }

  /** The object that the reader is at, as {@link JsonFields#parseLoose} reads it. */
  public JsonFields fields() throws MalformedInputException, IOException {
    String where = where();
    return JsonFields.of(new JsonValues(parser, true).value(where, 1), where);
  }

  /** Reads the list of objects that the reader is at. */
  public void list(Element element) throws KeywardException, IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw bad("not a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read(fields());
      text.next();
    }
  }

  /** Passes the list of objects, the object or the value that the reader is at. */
  public void skip() throws KeywardException, IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      list(each -> {});
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields();
    }
  }

  /** The text that the reader is at, of at most {@code most} characters. */
  public String text(int most) throws MalformedInputException, IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > most) {
      throw bad("not a text, or too long");
    }
    return parser.getText();
  }

  /** A member that does not belong there. */
  public MalformedInputException unknown(String field) {
    return JsonFields.bad(
        "unknown-field",
        where(),
        "a field \"" + JsonFields.shown(field) + "\"",
        "only those of this version");
  }

  private MalformedInputException bad(String found) {
    return JsonFields.bad("bad-json", where(), found, "one JSON object, as Keyward writes it");
  }

  /** The document and the line that the reader is at. */
  public String where() {
    return name + ": line " + parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
