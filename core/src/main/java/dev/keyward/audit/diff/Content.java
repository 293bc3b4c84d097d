package dev.keyward.audit.diff;

import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.FindingFingerprint;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.Thumbprint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is compared of a row.
 *
 * @param standing what could be said of it
 * @param parties who can open it
 * @param sealer who sealed it, by number; -1 where nobody knows
 * @param document the start of the digest of its document
 */
record Content(Standing standing, Parties parties, int sealer, Document document) {

  /** No party has this number. */
  static final int NOBODY = -1;

  /** Where there is a document, its set can be compared with another. */
  private static final Set<Standing> WITH_DOCUMENT =
      Set.of(Standing.VALID, Standing.UNCHECKED, Standing.INVALID, Standing.LISTED);

  /**
   * A guardian set by the numbers of its parties.
   *
   * @param owner the owner's number; -1 where the document does not tell
   * @param members everybody who can open it, the owner too
   */
  record Parties(int owner, Set<Integer> members) {}

  /**
   * The first 128 bits of a digest: somebody who can choose both documents finds two that begin
   * alike in 64.
   */
  record Document(long first, long second) {

    /** There is none. */
    static final Document NONE = new Document(0, 0);

    static Document of(Thumbprint digest) {
      ByteBuffer bytes = ByteBuffer.wrap(digest.bytes());
      return new Document(bytes.getLong(), bytes.getLong());
    }
  }

  static Content of(AuditedProtector row, PartyNumbers.Side side)
      throws UnsupportedFormatException {
    return new Content(
        row.standing(),
        parties(row.set(), side),
        row.sealer().isPresent() ? side.of(row.sealer().get().label()) : NOBODY,
        row.sha256().map(Document::of).orElse(Document.NONE));
  }

  private static Parties parties(GuardianSet set, PartyNumbers.Side side)
      throws UnsupportedFormatException {
    Set<Integer> members = new TreeSet<>();
    int owner = NOBODY;
    if (set.owner().isPresent()) {
      owner = side.of(set.owner().get().label());
      members.add(owner);
    }
    for (Party guardian : set.guardians()) {
      members.add(side.of(guardian.label()));
    }
    return new Parties(owner, Set.copyOf(members));
  }

  /** Whether there is a document that names parties. */
  boolean hasDocument() {
    return WITH_DOCUMENT.contains(standing);
  }

  /** Whether both are the same bytes. */
  boolean isSameDocument(Content other) {
    return !document.equals(Document.NONE) && document.equals(other.document);
  }

  /** What makes a finding of a row the same one; the VM is left out, since rows are matched. */
  record Mark(String code, String severity, String what, boolean accepted) {

    static Mark of(AuditedProtector row, Finding finding, PartyNumbers.Side side)
        throws UnsupportedFormatException {
      // The labels are those of the row, and the side knows all of these by now.
      TreeMap<String, String> numbers = new TreeMap<>();
      for (Party each : all(row)) {
        numbers.put(each.label(), "#" + side.of(each.label()));
      }
      FindingFingerprint print =
          FindingFingerprint.of(row, finding, label -> numbers.getOrDefault(label, label));
      return new Mark(
          print.code().code(), finding.severity().code(), print.what(), finding.isAccepted());
    }

    /** The same finding where the policy accepts it, or no longer does. */
    Mark otherwise() {
      return new Mark(code, severity, what, !accepted);
    }

    private static List<Party> all(AuditedProtector row) {
      return Stream.of(
              row.set().owner().stream(), row.set().guardians().stream(), row.sealer().stream())
          .flatMap(each -> each)
          .toList();
    }
  }
}
