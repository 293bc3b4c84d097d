package dev.keyward.cli.identity.model;

import dev.keyward.cli.identity.model.SecondModel.Kind;
import dev.keyward.cli.identity.model.SecondModel.Source;
import dev.keyward.cli.identity.model.SecondModel.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which documents of a folder give whom a key, from the design alone. */
final class Folder {

  /**
   * A document.
   *
   * @param path what it is called
   * @param generation the keys that it names
   * @param signer the key that signed it
   * @param mutual whether the key that it names confirms the one that signed
   */
  record Document(String path, Generation generation, int signer, boolean mutual) {}

  private static final class Line {
    private final Source source = new Source(Kind.FOLDER, "");
    private final List<Document> documents = new ArrayList<>();
    private boolean stored;

    void add(Document document) {
      source.take(document.generation());
      documents.add(document);
    }
  }

  private final Map<Integer, Line> lines = new LinkedHashMap<>();
  private final List<Source> known;
  private final List<Source> all;

  private Folder(List<Source> known) {
    this.all = List.copyOf(known);
    this.known = known;
    // What the folder of a service says of a guardian counts in the place of the store.
    this.known.removeIf(each -> each.isStored() && all.stream().anyMatch(one -> isOf(one, each)));
  }

  /** Whether that is the folder of a service that is this guardian of the store. */
  private static boolean isOf(Source service, Source stored) {
    return service.kind == Kind.SERVICE
        && stored.isStored()
        && stored.signing.containsKey(service.currentSigning);
  }

  /** The sources that the documents make, each called by its path; others give nobody a key. */
  static List<Source> read(List<Document> documents, List<Source> known) {
    Folder folder = new Folder(new ArrayList<>(known));
    List<Document> sorted =
        documents.stream()
            .sorted(Comparator.comparing(Document::path))
            .sorted(Comparator.comparing((Document each) -> each.generation().month()))
            .toList();
    sorted.stream()
        .filter(each -> each.signer() == each.generation().signing())
        .filter(each -> folder.state(each.signer()).filter(s -> s != State.CURRENT).isEmpty())
        .forEach(each -> folder.lines.computeIfAbsent(each.signer(), key -> new Line()).add(each));
    List<Document> foreign =
        sorted.stream().filter(each -> each.signer() != each.generation().signing()).toList();
    List<Document> changes = new ArrayList<>(foreign.stream().filter(Document::mutual).toList());
    while (changes.removeIf(folder::settles)) {
      // One change can make way for the next.
    }
    for (Document each : foreign) {
      if (!each.mutual() || changes.contains(each)) {
        folder
            .current(each.generation().signing())
            .filter(line -> line.source.generations.contains(keys(each.generation())))
            .ifPresent(line -> line.documents.add(each));
      }
    }
    List<Source> sources = new ArrayList<>();
    for (Line line : folder.lines.values().stream().distinct().toList()) {
      line.documents.forEach(each -> sources.add(line.source.as(each.path())));
    }
    sources.sort(Comparator.comparing(each -> each.name));
    return sources;
  }

  private static List<Integer> keys(Generation generation) {
    return List.of(generation.signing(), generation.encryption());
  }

  /** What the store, or the service, says of a signing key. */
  private Optional<State> state(int signing) {
    return known.stream()
        .filter(each -> each.signing.containsKey(signing))
        .filter(each -> each.proves(signing, true) || storedBy(each, signing))
        .map(each -> each.signing.get(signing).state())
        .max(Comparator.naturalOrder());
  }

  /** Whether the store proves what this service claims. */
  private boolean storedBy(Source service, int signing) {
    return all.stream().anyMatch(one -> isOf(service, one) && one.signing.containsKey(signing));
  }

  /** The store says whose its keys are. */
  private boolean isHere(int signing) {
    return known.stream()
        .filter(each -> each.signing.containsKey(signing))
        .filter(each -> each.proves(signing, true) || storedBy(each, signing))
        .anyMatch(each -> each.isStored() || all.stream().anyMatch(one -> isOf(each, one)));
  }

  private Optional<Line> current(int signing) {
    if (!lines.containsKey(signing) && state(signing).equals(Optional.of(State.CURRENT))) {
      Line line = new Line();
      line.stored = isHere(signing);
      Source of =
          known.stream().filter(each -> each.currentSigning == signing).findFirst().orElseThrow();
      line.source.take(of.now());
      lines.put(signing, line);
    }
    return Optional.ofNullable(lines.get(signing))
        .filter(line -> line.source.currentSigning == signing);
  }

  private boolean settles(Document document) {
    int fresh = document.generation().signing();
    Optional<Line> line = current(document.signer());
    Optional<Line> own = Optional.ofNullable(lines.get(fresh));
    boolean taken = isHere(fresh) || own.filter(each -> each.stored).isPresent();
    if (line.isEmpty() || taken || own.equals(line)) {
      return false;
    }
    line.get().add(document);
    lines.put(fresh, line.get());
    own.ifPresent(
        other -> {
          lines.replaceAll((key, each) -> each == other ? line.get() : each);
          other.documents.forEach(line.get()::add);
        });
    return true;
  }

  /** The paths of those that give nobody a key. */
  static TreeSet<String> refused(List<Document> documents, List<Source> sources) {
    TreeSet<String> paths = new TreeSet<>();
    documents.forEach(each -> paths.add(each.path()));
    sources.forEach(each -> paths.remove(each.name));
    return paths;
  }
}
