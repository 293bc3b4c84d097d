package dev.keyward.internal.xml.clixml;

import dev.keyward.KeywardException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.ExportSink.Members;
import dev.keyward.internal.export.NumberRun;
import dev.keyward.internal.export.References;
import dev.keyward.internal.xml.clixml.ClixmlFrame.Kind;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/**
 * Reads what PowerShell's {@code Export-Clixml} writes, as {@code Import-Clixml} reads it (MS-PSRP
 * 2.2.5), in a stream: of an export of any length only one value is held at a time, and what
 * references may lead to. A value has a name only among properties and in a hashtable. What
 * PowerShell refuses, or reads in part, is refused.
 */
public final class ClixmlReader {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_ID = 64;

  private static final Set<String> LISTS = Set.of("LST", "STK", "QUE", "IE");

  private final ClixmlSource xml;
  private final References sink;
  private final int mostCharacters;
  private final Deque<ClixmlFrame> frames = new ArrayDeque<>();

  private ClixmlReader(ClixmlSource xml, ExportSink sink, int mostCharacters) {
    this.xml = xml;
    this.sink = new References(sink);
    this.mostCharacters = mostCharacters;
  }

  /**
   * Reads to the end.
   *
   * @param text without byte order mark
   * @param mostCharacters the longest tag, text or comment; a longer one ends the reading
   */
  public static void read(Reader text, ExportSink sink, int mostCharacters)
      throws KeywardException, IOException {
    try {
      new ClixmlReader(new ClixmlSource(text, mostCharacters), sink, mostCharacters).run();
    } catch (XMLStreamException e) {
      throw ClixmlSource.failure(e);
    }
  }

  private void run() throws XMLStreamException, KeywardException, IOException {
    root();
    int event = xml.nextElement();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        start(xml.element());
      } else {
        end();
      }
      event = xml.nextElement();
    }
  }

  private void root() throws XMLStreamException, KeywardException {
    xml.nextElement();
    if (!xml.element().equals("Objs")) {
      throw malformed("another element at the root");
    }
    push(Kind.ROOT);
  }

  private void push(Kind kind) throws KeywardException {
    if (frames.size() == MAX_DEPTH) {
      throw malformed("nesting beyond a depth of " + MAX_DEPTH);
    }
    frames.push(new ClixmlFrame(kind, mostCharacters));
  }

  private void start(String element) throws XMLStreamException, KeywardException, IOException {
    if (frames.peek().is(Kind.TYPES) != element.equals("T")) {
      throw malformed("an element " + element + " in another place");
    }
    switch (element) {
      case "TN" -> push(within(Kind.OBJECT, Kind.TYPES));
      case "T", "TNRef" -> xml.content(mostCharacters);
      case "ToString" -> printed();
      case "Props" -> adapted();
      case "MS" -> extended();
      case "En" -> push(within(Kind.TABLE, Kind.ENTRY));
      case "DCT" -> container(Kind.TABLE);
      case "Obj" -> object();
      default -> {
        if (LISTS.contains(element)) {
          container(Kind.LIST);
        } else {
          value(element);
        }
      }
    }
  }

  /** The kind of an element that has its place in {@code around} alone. */
  private Kind within(Kind around, Kind kind) throws KeywardException {
    if (!frames.peek().is(around)) {
      throw malformed("an element " + xml.element() + " in another place");
    }
    return kind;
  }

  private void printed() throws XMLStreamException, KeywardException {
    boolean ofObject = frames.peek().is(Kind.OBJECT);
    Optional<String> text = xml.content(mostCharacters).filter(each -> ofObject);
    if (text.isPresent()) {
      sink.printed(ClixmlSource.unescaped(text.get()));
    }
  }

  /** PowerShell keeps the last of several such groups, and shows nothing of the others. */
  private void adapted() throws KeywardException {
    Kind kind = within(Kind.OBJECT, Kind.ADAPTED);
    if (!frames.peek().beginAdapted()) {
      throw malformed("Props twice in one object");
    }
    push(kind);
    sink.members(Members.ADAPTED);
  }

  private void extended() throws KeywardException {
    if (frames.peek().is(Kind.OBJECT)) {
      push(Kind.EXTENDED);
      sink.members(Members.EXTENDED);
      return;
    }
    if (!frames.peek().kind().isOfProperties()) {
      throw malformed("an element MS in another place");
    }
    sink.open(field());
    push(Kind.SET);
  }

  private void object() throws KeywardException, IOException {
    boolean key = isKey();
    String field = field();
    Optional<String> id = xml.attribute("RefId");
    if (id.filter(text -> text.length() > MAX_ID).isPresent()) {
      throw malformed("a RefId of more than " + MAX_ID + " characters");
    }
    if (key) {
      throw malformed("an object as the key of a hashtable");
    }
    frames.peek().interrupt();
    sink.open(field, id);
    push(Kind.OBJECT);
  }

  /** A list or hashtable is what an object stands for. */
  private void container(Kind kind) throws KeywardException {
    within(Kind.OBJECT, kind);
    String field = field();
    if (kind == Kind.LIST) {
      sink.openList(field);
    }
    push(kind);
  }

  private boolean isKey() throws KeywardException {
    return frames.peek().is(Kind.ENTRY) && xml.name().filter("Key"::equalsIgnoreCase).isPresent();
  }

  /** The name of the value that begins: PowerShell reads none but of properties and entries. */
  private String field() throws KeywardException {
    ClixmlFrame around = frames.peek();
    if (around.kind().isOfProperties()) {
      return xml.name()
          .filter(name -> !name.isEmpty())
          .orElseThrow(() -> malformed("a property without a name"));
    }
    if (around.is(Kind.ENTRY)) {
      return entryField(around);
    }
    if (around.is(Kind.TABLE)) {
      throw malformed("a value in a hashtable that is not an entry");
    }
    if (around.is(Kind.OBJECT) && !around.beginValue()) {
      throw malformed("two values for one object");
    }
    return "";
  }

  private String entryField(ClixmlFrame entry) throws KeywardException {
    if (isKey()) {
      return "";
    }
    boolean value = xml.name().filter("Value"::equalsIgnoreCase).isPresent();
    if (!value || entry.key().isEmpty() || !entry.beginValue()) {
      throw malformed("an entry that is not one key and one value");
    }
    return entry.key();
  }

  private void value(String element) throws XMLStreamException, KeywardException, IOException {
    boolean key = isKey();
    String field = field();
    Optional<String> reference =
        element.equals("Ref") ? xml.attribute("RefId").or(() -> Optional.of("")) : Optional.empty();
    String tag = xml.tag();
    long before = xml.tagStart();
    long start = xml.tagEnd();
    Optional<String> content = xml.content(mostCharacters);
    long end = xml.tagStart();
    ExportSink.Text text = new ExportSink.Text(content.orElse(""), start, end);
    if (key) {
      key(ClixmlSource.unescaped(text.value()));
    } else if (isNumber(element, text.value())) {
      frames.peek().add(tag, NumberRun.byteOf(text.value().strip()), before, xml.tagEnd());
    } else if (reference.isPresent()) {
      sink.reference(field, reference.get());
    } else if (content.isEmpty()) {
      sink.bytes(field, ExportSink.Found.unreadable(start, end));
    } else {
      ClixmlValue.give(element, field, text, sink);
    }
  }

  private void key(String text) throws KeywardException {
    if (text.isEmpty() || text.length() > ClixmlSource.MAX_NAME || !frames.peek().key().isEmpty()) {
      throw malformed("an entry whose key is missing, too long or there twice");
    }
    frames.peek().setKey(text);
  }

  /** Whether it is an item of a list of numbers, also of numbers as texts. */
  private boolean isNumber(String element, String text) {
    ClixmlFrame around = frames.peek();
    if (!around.kind().isList()) {
      return false;
    }
    boolean number =
        ClixmlValue.isNumber(element) || (element.equals("S") && NumberRun.byteOf(text) >= 0);
    if (!number) {
      around.interrupt();
    }
    return number;
  }

  private void end() throws KeywardException, IOException {
    ClixmlFrame ended = frames.pop();
    switch (ended.kind()) {
      case ADAPTED, EXTENDED -> sink.members(Members.PLAIN);
      case OBJECT, SET -> sink.close();
      case LIST -> {
        ended.give(sink);
        sink.close();
      }
      case ROOT -> ended.give(sink);
      default -> {}
    }
  }

  private static KeywardException malformed(String found) {
    return ClixmlSource.CLIXML.malformed(found);
  }
}
