package dev.keyward.audit.result;

import dev.keyward.guardian.Thumbprint;
import java.util.Optional;

/**
 * Who a wrapping of a protector is for.
 *
 * @param label what reports call it, each party its own: the guardian's name, or, where nobody
 *     knows it, the common name its certificate claims with the start of the thumbprint. Printable
 * @param name the known guardian's name, empty for a stranger
 * @param signing the thumbprint of the signing certificate; empty where a listing has none
 */
public record Party(String label, Optional<String> name, Optional<Thumbprint> signing)
    implements Comparable<Party> {

  /** A stranger's label ends with the start of its thumbprint, in brackets: that start. */
  public Optional<String> digits() {
    int open = label.lastIndexOf('[');
    if (name.isPresent() || signing.isEmpty() || open < 0 || !label.endsWith("]")) {
      return Optional.empty();
    }
    return Optional.of(label.substring(open + 1, label.length() - 1))
        .filter(digits -> !digits.isEmpty() && signing.get().toString().startsWith(digits));
  }

  /** The same stranger with these digits of its thumbprint. */
  public Party withDigits(String digits) {
    return new Party(label.substring(0, label.lastIndexOf('[')) + mark(digits), name, signing);
  }

  /** The digits as labels and findings have them; foreign text there has no brackets. */
  public static String mark(String digits) {
    return "[" + digits + "]";
  }

  /** Known ones by name, then strangers by label. */
  @Override
  public int compareTo(Party other) {
    int strangersLast = Boolean.compare(name.isEmpty(), other.name.isEmpty());
    return strangersLast != 0 ? strangersLast : label.compareTo(other.label);
  }
}
