package dev.keyward.protector.known;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guardians of the metadata documents of a folder. A document adds keys to a guardian only if
 * that guardian's current signing key made its XML-DSig: MS-KPS signs bare certificates, so that an
 * owner's grant signature over an attacker's certificate could pass for its encryption certificate.
 * What fails this gives nobody a key.
 */
public final class FolderGuardians {

  private final Map<Thumbprint, Stored> stored = new HashMap<>();
  private final Map<Thumbprint, Line> bySigner = new LinkedHashMap<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * A document of the folder.
   *
   * @param path the named folder, those below it, and the file without its ending
   * @param name the last part of the path, which has the form of a name
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

  /** What the store knows of a signing key. */
  private record Stored(GuardianHistory history, KeyState state) {

    Stored weaker(Stored other) {
      return state.weaker(other.state) == state ? this : other;
    }
  }

  /** The documents of one guardian, from the oldest on, while they are found. */
  private static final class Line {
    private final List<Document> documents = new ArrayList<>();
    private GuardianHistory history;

    Line(GuardianHistory history) {
      this.history = history;
    }
  }

  private FolderGuardians(List<KnownGuardian> known) {
    for (KnownGuardian guardian : known) {
      for (NamedGuardian source : guardian.sources()) {
        for (KnownKey key : source.history().signingKeys()) {
          // What one name of a guardian retired, no other name brings back.
          stored.merge(
              key.keyThumbprint(), new Stored(source.history(), key.state()), Stored::weaker);
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
    sorted.stream().filter(each -> !each.metadata().vouchedFor()).forEach(made::following);
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
      line = new Line(GuardianHistory.of(guardian(document, document.name())));
      bySigner.put(signer, line);
      line.documents.add(document);
    } else {
      add(line, document);
    }
  }

  /** A document that another key signed: a new signing key, vouched for by the one before it. */
  private void following(Document document) {
    Thumbprint signer = key(document.metadata().signedBy());
    Thumbprint fresh = key(document.metadata().signing());
    Line same = bySigner.get(fresh);
    if (same != null
        && same.history
            .current()
            .hasKeysOf(document.metadata().signing(), document.metadata().encryption())) {
      same.documents.add(document);
      return;
    }
    // Whose key it is says who has it first: nobody takes on another's key by signing for it.
    boolean another = stored.containsKey(fresh) || bySigner.containsKey(fresh);
    Optional<Line> line = another ? Optional.empty() : lineOf(signer);
    if (line.isEmpty()) {
      refuse(document, "not signed by the guardian it names");
      return;
    }
    if (add(line.get(), document)) {
      bySigner.put(fresh, line.get());
    }
  }

  /** Whose current signing key it is. */
  private Optional<Line> lineOf(Thumbprint signer) {
    Line line = bySigner.get(signer);
    Stored known = stored.get(signer);
    if (line == null && known != null && known.state() == KeyState.CURRENT) {
      line = new Line(GuardianHistory.of(known.history().current()));
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
