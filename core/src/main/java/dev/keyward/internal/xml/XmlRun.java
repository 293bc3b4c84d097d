package dev.keyward.internal.xml;

import dev.keyward.internal.xml.PlainTag.Binding;
import java.util.List;
import java.util.Map;

/**
 * Whole elements of a plain document that were read before, and their canonical form. If the same
 * bytes come again in the same context, they need not be read again.
 */
public final class XmlRun {

  private static final long MEMORY = 512;

  /** What a declaration takes besides its characters, in the scope and where it is rendered. */
  private static final int DECLARATION = 192;

  private final Context context;
  private final byte[] text;
  private final byte[] canonical;

  /**
   * Where the elements are. Together with their bytes, this determines what they mean and what
   * their canonical form is.
   *
   * @param depth how many elements are around them
   * @param scope the declarations that hold there
   * @param rendered the declarations that the canonical form has there
   */
  record Context(int depth, List<Binding> scope, Map<String, String> rendered) {

    Context {
      rendered = Map.copyOf(rendered);
    }

    /** The scope has all declarations that are rendered, so their characters count once. */
    private long memory() {
      long bytes = 0;
      for (Binding binding : scope) {
        bytes += DECLARATION + binding.prefix().length() + binding.uri().length();
      }
      return bytes;
    }
  }

  /** The arrays may be one, and are not to be changed. */
  XmlRun(Context context, byte[] text, byte[] canonical) {
    this.context = context;
    this.text = text;
    this.canonical = canonical;
  }

  Context context() {
    return context;
  }

  byte[] text() {
    return text;
  }

  byte[] canonical() {
    return canonical;
  }

  /**
   * What this takes of the memory, in bytes: for caches. The declarations around the elements
   * count, too: a stranger can make them as long as a document.
   */
  public long memory() {
    return MEMORY + context.memory() + text.length + canonical.length;
  }
}
