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

  /** Known ones by name, then strangers by label. */
  @Override
  public int compareTo(Party other) {
    int strangersLast = Boolean.compare(name.isEmpty(), other.name.isEmpty());
    return strangersLast != 0 ? strangersLast : label.compareTo(other.label);
  }
}
