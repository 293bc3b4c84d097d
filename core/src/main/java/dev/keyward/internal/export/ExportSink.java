package dev.keyward.internal.export;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.Optional;

/**
 * What a reader of exports reports while it reads: objects and lists open and close, and hold
 * values. A value's field is its name in the innermost object, and empty in a list. Places are
 * offsets in characters from the start of the text, so that a value can be replaced in a copy.
 */
public interface ExportSink {

  /** An object begins. */
  void open(String field);

  /** A list begins; its items have no fields. */
  void openList(String field);

  /**
   * What follows in the innermost object are its properties of that kind, up to the next call. An
   * object begins with {@link Members#PLAIN}.
   */
  void members(Members kind);

  /** How PowerShell prints the innermost object, which is the word of an enumeration. */
  default void printed(String text) {}

  /**
   * How much of an earlier object is to be read again where a reference to it stands.
   *
   * @param field the field of the reference
   */
  Follow follow(String field);

  /** The object or list that began last and has not ended ends. */
  void close() throws KeywardException, IOException;

  /** A text, such as a name or base64. */
  void text(String field, Text text) throws KeywardException, IOException;

  /** A byte array, or all the numbers of a list. */
  void bytes(String field, Found found) throws KeywardException, IOException;

  /**
   * A value that is neither text, bytes, object nor list.
   *
   * @param what it is, such as {@code null} or {@code a number}
   * @param shown how PowerShell prints it; empty where that says nothing, as for {@code null}
   */
  void other(String field, String what, String shown) throws KeywardException, IOException;

  /** Which properties of an object: PowerShell shows an extended one in front of an adapted one. */
  enum Members {
    /** The value that the object stands for, or the only kind that a form has. */
    PLAIN,
    /** What the object's class has. */
    ADAPTED,
    /** What was added to the object. */
    EXTENDED
  }

  /** How far a reference is followed. */
  enum Follow {
    /** Not: what it names was read where it stands. */
    NOT,
    /** To the value that the object stands for, without its properties. */
    VALUE,
    /** To all of the object. */
    ALL
  }

  /** How bytes are written in the place where some were read. */
  interface Spelling {

    /** The characters that stand for {@code content}. */
    String of(byte[] content);
  }

  /**
   * A text as it stands in the file.
   *
   * @param value without the file's own escapes
   * @param start offset of its first character
   * @param end offset behind its last character
   * @param repeated whether it is read again where a reference to it stands
   */
  record Text(String value, long start, long end, boolean repeated) {

    /** A text where it stands. */
    public Text(String value, long start, long end) {
      this(value, start, end, false);
    }

    /** The same where a reference to it stands. */
    public Text again() {
      return new Text(value, start, end, true);
    }
  }

  /**
   * Bytes as they stand in the text.
   *
   * @param content the bytes; empty where they cannot be read
   * @param start offset of the first character
   * @param end offset behind the last character
   * @param spelling how other bytes are written there; empty where none can be
   */
  record Found(Optional<byte[]> content, long start, long end, Optional<Spelling> spelling) {

    /** Bytes in whose place others can be written. */
    public static Found of(byte[] content, long start, long end, Spelling spelling) {
      return new Found(Optional.of(content), start, end, Optional.of(spelling));
    }

    /** The same where a reference to them stands, in whose place nothing can be written. */
    public Found again() {
      return new Found(content, start, end, Optional.empty());
    }

    /** What stands for bytes and cannot be read. */
    public static Found unreadable(long start, long end) {
      return new Found(Optional.empty(), start, end, Optional.empty());
    }
  }
}
