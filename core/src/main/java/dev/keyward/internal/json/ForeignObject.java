package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object that PowerShell's {@code ConvertTo-Json} wrote, of which a few fields matter: texts,
 * numbers and truth values, all as text, alone or in arrays. An enumeration such as {@code
 * {"value":2,"Value":"Running"}} is its name, an address its original text, and an array that was
 * wrapped as {@code {"value":[...],"Count":2}} is that array. A field that is none of these is a
 * fault as soon as somebody asks for it. Names have no case.
 */
public final class ForeignObject {
  private static final Fault.Kind OBJECT = new Fault.Kind("bad-json", "", "one object");

  private static final int MAX_FIELDS = 4096;
  private static final int MAX_VALUES = 1 << 16;

  /** Stands for values that have no text. */
  private static final List<String> OTHER_SHAPE = new ArrayList<>();

  private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Map<String, ForeignObject> objects = new TreeMap<>();

  private ForeignObject() {}

  /** The one object of a document; an array of one counts as that. */
  public static ForeignObject read(String json) throws MalformedInputException {
    List<ForeignObject> objects = readAll(json);
    if (objects.size() != 1) {
      throw OBJECT.malformed(objects.isEmpty() ? "not an object" : "more than one object");
    }
    return objects.get(0);
  }

  /** All objects of a document, which is one or an array of them. */
  public static List<ForeignObject> readAll(String json) throws MalformedInputException {
    try (JsonParser parser = Json.factory(json.length()).createParser(json)) {
      List<ForeignObject> objects = new ArrayList<>();
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        array(parser, objects);
      } else if (first == JsonToken.START_OBJECT) {
        objects.add(object(parser, objects));
      } else {
        throw OBJECT.malformed("not a JSON object");
      }
      if (parser.nextToken() != null) {
        throw OBJECT.malformed("content after the object");
      }
      // A wrapper that held objects is none itself.
      return objects.size() > 1 && objects.get(objects.size() - 1).isWrapper()
          ? objects.subList(0, objects.size() - 1)
          : objects;
    } catch (JsonProcessingException e) {
      throw OBJECT.malformed("text that is not well-formed JSON", e);
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static void array(JsonParser parser, List<ForeignObject> objects)
      throws IOException, MalformedInputException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw OBJECT.malformed("an array of something else");
      }
      objects.add(object(parser, new ArrayList<>()));
    }
  }

  /** Objects in an array that only wraps them go to {@code wrapped}. */
  private static ForeignObject object(JsonParser parser, List<ForeignObject> wrapped)
      throws IOException, MalformedInputException {
    ForeignObject object = new ForeignObject();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      count++;
      if (count > MAX_FIELDS) {
        throw OBJECT.malformed("more than " + MAX_FIELDS + " fields");
      }
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (count == 1 && name.equals("value") && token == JsonToken.START_ARRAY) {
        object.fields.put(name, wrappedOrTexts(parser, wrapped));
      } else if (token == JsonToken.START_OBJECT) {
        ForeignObject inner = object(parser, new ArrayList<>());
        object.objects.putIfAbsent(name, inner);
        object.fields.merge(name, inner.asValue(), ForeignObject::both);
      } else {
        object.fields.merge(name, values(parser), ForeignObject::both);
      }
    }
    return object;
  }

  /** Two names that differ in case only: an enumeration has its name second. */
  private static List<String> both(List<String> first, List<String> second) {
    return second.isEmpty() ? first : second;
  }

  private static List<String> wrappedOrTexts(JsonParser parser, List<ForeignObject> wrapped)
      throws IOException, MalformedInputException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        wrapped.add(object(parser, new ArrayList<>()));
      } else {
        add(texts, values(parser));
      }
    }
    return texts;
  }

  private boolean isWrapper() {
    return fields.size() <= 2 && fields.containsKey("value");
  }

  private static List<String> values(JsonParser parser)
      throws IOException, MalformedInputException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric() || token.isBoolean()) {
      return List.of(parser.getText());
    }
    if (token == JsonToken.START_ARRAY) {
      List<String> texts = new ArrayList<>();
      boolean other = false;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        List<String> values = values(parser);
        other |= values == OTHER_SHAPE;
        add(texts, values);
      }
      return other ? OTHER_SHAPE : texts;
    }
    return token == JsonToken.START_OBJECT
        ? object(parser, new ArrayList<>()).asValue()
        : List.of();
  }

  private static void add(List<String> texts, List<String> more) throws MalformedInputException {
    texts.addAll(more);
    if (texts.size() > MAX_VALUES) {
      throw OBJECT.malformed("more than " + MAX_VALUES + " values in an array");
    }
  }

  private List<String> asValue() {
    for (String name : List.of("value", "OriginalString", "AbsoluteUri")) {
      List<String> values = fields.get(name);
      if (values != null) {
        return values;
      }
    }
    return fields.isEmpty() ? List.of() : OTHER_SHAPE;
  }

  /** The object in the field of exactly that name. */
  public Optional<ForeignObject> object(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  /** Whether there is such a field with a value. */
  public boolean has(String name) {
    List<String> values = fields.get(name);
    return values != null && (values == OTHER_SHAPE || !values.isEmpty());
  }

  /**
   * The texts of a field, none where it is null, empty or not there.
   *
   * @throws MalformedInputException code {@code bad-field} for a value of another shape
   */
  public List<String> texts(String name) throws MalformedInputException {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values == OTHER_SHAPE) {
      throw field(name, "a value of an unknown shape", "a text or an array of texts");
    }
    return values.stream().filter(text -> !text.isEmpty()).toList();
  }

  /**
   * The text of a field, where it has one.
   *
   * @throws MalformedInputException as {@link #texts}, and for several texts
   */
  public Optional<String> text(String name) throws MalformedInputException {
    List<String> texts = texts(name);
    if (texts.size() > 1) {
      throw field(name, texts.size() + " values", "one");
    }
    return texts.stream().findFirst();
  }

  private static MalformedInputException field(String name, String found, String expected) {
    return new MalformedInputException(Fault.of("bad-field", name, found, expected));
  }
}
