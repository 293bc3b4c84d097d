package dev.keyward.audit.policy;

import dev.keyward.finding.Place;
import dev.keyward.text.VmName;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the patterns of a policy are held against. It does not depend on which folder was named: a
 * machine of an export is called by its name, and a file by its name, its path, and every end of
 * its path.
 *
 * @param names of the machine
 * @param folders of the file: each folder above it, and every end of its path
 */
record PolicySubject(List<FoldedName> names, List<FoldedName> folders) {

  static PolicySubject of(Place place) {
    String path = slashed(place.file());
    Stream<String> ends =
        place.entry().isPresent()
            ? Stream.empty()
            : VmName.ends(VmName.withoutEnding(path)).stream();
    List<FoldedName> names =
        Stream.concat(Stream.of(place.vm()), ends).distinct().map(FoldedName::of).toList();
    return new PolicySubject(names, folders(path));
  }

  /** Paths of Windows have their own separator. */
  private static String slashed(String path) {
    return path.replace('\\', '/');
  }

  private static List<FoldedName> folders(String path) {
    Stream<String> above =
        Stream.iterate(parent(path), folder -> !folder.isEmpty(), PolicySubject::parent);
    return above
        .flatMap(folder -> VmName.ends(folder).stream())
        .distinct()
        .map(FoldedName::of)
        .toList();
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
