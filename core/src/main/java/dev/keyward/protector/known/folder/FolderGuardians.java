package dev.keyward.protector.known.folder;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.known.KnownGuardian;
import dev.keyward.protector.known.NamedGuardian;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes guardians of the metadata documents of a folder. A document adds keys to a guardian only if
 * that guardian's current signing key made its XML-DSig: MS-KPS signs bare certificates, so that an
 * owner's grant signature over an attacker's certificate could pass for its encryption certificate.
 * A new signing key must confirm in it that the one that signed was its own: else anybody could
 * take on the keys of somebody else. What fails this gives nobody a key.
 */
public final class FolderGuardians {

  private final Map<Thumbprint, Stored> stored = new HashMap<>();
  private final Map<Thumbprint, Line> bySigner = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * A document of the folder.
   *
   * @param path the named folder, those below it, and the file without its ending
   * @param name the last part of the path, or the name that comes nearest to it
   * @param metadata what it says
   */
  public record Document(List<String> path, GuardianName name, GuardianMetadata metadata) {

    /** Copies the path. */
    public Document {
      path = List.copyOf(path);
    }

    private Instant begins() {
      return metadata.encryption().notBefore();
    }
  }

  /**
   * A document that gives nobody a key.
   *
   * @param document the document
   * @param why in words
   */
  public record Refused(Document document, String why) {}

  /**
   * What is known of a signing key.
   *
   * @param here whether the store has it: it says whose its keys are
   */
  private record Stored(GuardianHistory history, KeyState state, boolean here) {

    static Stored of(KnownGuardian guardian, NamedGuardian source, KnownKey key) {
      boolean here = guardian.sources().get(0).isStored();
      return new Stored(source.history(), key.state(), here);
    }

    Stored weaker(Stored other) {
      return state.weaker(other.state) == state ? this : other;
    }
  }

  /** The documents of one guardian, from the oldest on, while they are found. */
  private static final class Line {
    private final List<Document> documents = new ArrayList<>();
    private final boolean stored;
    private GuardianHistory history;

    Line(GuardianHistory history, boolean stored) {
      this.history = history;
      this.stored = stored;
    }

    boolean hasKeysOf(GuardianMetadata metadata) {
      return history.generations().stream()
          .anyMatch(each -> each.hasKeysOf(metadata.signing(), metadata.encryption()));
    }
  }

  private FolderGuardians(List<KnownGuardian> known) {
    for (KnownGuardian guardian : known) {
      boolean served = guardian.hasService();
      for (NamedGuardian source : served ? guardian.services() : guardian.sources()) {
        for (KnownKey key : source.history().signingKeys()) {
          // What one name of a guardian retired, no other name brings back.
          if (guardian.proves(CertificateRole.SIGNING, key.keyThumbprint())) {
            stored.merge(key.keyThumbprint(), Stored.of(guardian, source, key), Stored::weaker);
          }
        }
      }
    }
  }

  /**
   * The guardians of a folder.
   *
   * @param documents in the order of their paths
   * @param known those of the store, whose keys no document of a folder changes
   */
  public static FolderGuardians of(List<Document> documents, List<KnownGuardian> known) {
    FolderGuardians made = new FolderGuardians(known);
    List<Document> sorted =
        documents.stream().sorted(Comparator.comparing(Document::begins)).toList();
    sorted.stream().filter(each -> each.metadata().vouchedFor()).forEach(made::own);
    made.foreign(sorted.stream().filter(each -> !each.metadata().vouchedFor()).toList());
    return made;
  }

  /** The guardians, one for each document that gives a name, in the order of the paths. */
  public List<NamedGuardian> named() {
    List<NamedGuardian> named = new ArrayList<>();
    for (Line line : bySigner.values().stream().distinct().toList()) {
      for (Document document : line.documents) {
        named.add(new NamedGuardian(line.history, document.path(), NamedGuardian.Origin.FOLDER));
      }
    }
    named.sort(Comparator.comparing(each -> String.join("/", each.path())));
    return named;
  }

  /** The documents that give nobody a key. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  /** A document that its own signing key signed. */
  private void own(Document document) {
    Thumbprint signer = key(document.metadata().signing());
    Stored known = stored.get(signer);
    if (known != null && known.state() != KeyState.CURRENT) {
      refuse(document, "signed by a former key of " + known.history().name());
      return;
    }
    Line line = bySigner.get(signer);
    if (line == null) {
      line = new Line(GuardianHistory.of(guardian(document, document.name())), false);
      bySigner.put(signer, line);
      line.documents.add(document);
    } else {
      add(line, document);
    }
  }

  /**
   * Documents that another key signed than the one they name. Where both keys vouch for each other
   * it is a change of the signing key, and the order of several is found by trying.
   */
  private void foreign(List<Document> documents) {
    Set<Document> changes =
        documents.stream()
            .filter(each -> each.metadata().isOfItsSigner())
            .collect(Collectors.toSet());
    List<Document> left = new ArrayList<>(documents);
    while (left.removeIf(each -> changes.contains(each) && isSettled(each))) {
      // One change can make way for the next.
    }
    for (Document document : left) {
      Optional<Line> same =
          lineOf(key(document.metadata().signing()))
              .filter(line -> line.hasKeysOf(document.metadata()));
      if (same.isPresent()) {
        same.get().documents.add(document);
      } else {
        refuse(document, "not signed by the guardian it names");
      }
    }
  }

  /** Makes the new signing key one of the guardian whose key signed for it, where that is known. */
  private boolean isSettled(Document document) {
    Thumbprint fresh = key(document.metadata().signing());
    Optional<Line> line = lineOf(key(document.metadata().signedBy()));
    Optional<Line> own = Optional.ofNullable(bySigner.get(fresh));
    // The store says whose its keys are, and a key does not come after itself.
    boolean taken = isHere(stored.get(fresh)) || own.filter(other -> other.stored).isPresent();
    if (line.isEmpty() || taken || own.equals(line)) {
      return false;
    }
    if (add(line.get(), document)) {
      bySigner.put(fresh, line.get());
      own.ifPresent(other -> takeOver(line.get(), other));
    }
    return true;
  }

  private static boolean isHere(@Nullable Stored known) {
    return known != null && known.here();
  }

  /** What the new key published by itself comes after what the former one did. */
  private void takeOver(Line line, Line own) {
    bySigner.replaceAll((signer, each) -> each == own ? line : each);
    own.documents.forEach(document -> add(line, document));
  }

  /** Whose current signing key it is. */
  private Optional<Line> lineOf(Thumbprint signer) {
    Line line = bySigner.get(signer);
    Stored known = stored.get(signer);
    if (line == null && known != null && known.state() == KeyState.CURRENT) {
      line = new Line(GuardianHistory.of(known.history().current()), known.here());
      bySigner.put(signer, line);
    }
    return Optional.ofNullable(line)
        .filter(each -> key(each.history.current().signing()).equals(signer));
  }

  /** The later one is the current one. */
  private boolean add(Line line, Document document) {
    try {
      line.history =
          line.history.replacedBy(guardian(document, line.history.name()), document.begins());
      line.documents.add(document);
      return true;
    } catch (KeywardException e) {
      refuse(document, e.fault().message());
      return false;
    }
  }

  private static Guardian guardian(Document document, GuardianName name) {
    return document.metadata().toGuardian(name, List.of());
  }

  private void refuse(Document document, String why) {
    refused.add(new Refused(document, why));
  }

  private static Thumbprint key(GuardianCertificate certificate) {
    return certificate.keyThumbprint();
  }
}
