package dev.keyward.protector.known;

import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ShortPrint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What guardians are called. A guardian is its signing key, and a name is a label: any end of the
 * path that fits one guardian alone is its name, and the shortest is shown; where there is none it
 * is {@code hgs@} and eight digits of the signing key. Names of the store win, and case does not
 * count.
 */
final class GuardianLabels {

  private static final int DIGITS = 8;

  /** Eight digits can be met by trying keys. */
  private static final int ALL_DIGITS = 2 * Thumbprint.SIZE;

  private final Map<String, Set<Integer>> stored = new HashMap<>();
  private final Map<String, Set<Integer>> ends = new HashMap<>();
  private final Map<String, Set<Integer>> marked = new HashMap<>();
  private final List<KnownGuardian> guardians = new ArrayList<>();

  public GuardianLabels(List<NamedGuardian> named) {
    List<List<NamedGuardian>> groups = List.copyOf(groups(named));
    for (int number = 0; number < groups.size(); number++) {
      for (NamedGuardian source : groups.get(number)) {
        note(source, number);
      }
    }
    Map<Integer, Set<NamedGuardian>> claiming = claiming(groups);
    for (int number = 0; number < groups.size(); number++) {
      guardians.add(
          new KnownGuardian(
              label(groups.get(number), number),
              groups.get(number),
              List.copyOf(claiming.getOrDefault(number, Set.of()))));
    }
  }

  /** All guardians, each once, in the order of their first source. */
  public List<KnownGuardian> guardians() {
    return guardians;
  }

  /** The guardians that this name fits: none, one, or several. Nobody may choose one of several. */
  public List<KnownGuardian> find(String text) {
    return fitting(text.toLowerCase(Locale.ROOT)).stream().map(guardians::get).toList();
  }

  private Set<Integer> fitting(String name) {
    return stored.getOrDefault(name, ends.getOrDefault(name, marked.getOrDefault(name, Set.of())));
  }

  /** Those that share a signing key are one guardian. */
  private static Collection<List<NamedGuardian>> groups(List<NamedGuardian> named) {
    List<NamedGuardian> sorted =
        named.stream().sorted(Comparator.comparing(source -> !source.isStored())).toList();
    int[] first = new int[sorted.size()];
    Map<Thumbprint, Integer> byKey = new HashMap<>();
    for (int number = 0; number < first.length; number++) {
      first[number] = number;
      for (KnownKey key : proved(sorted.get(number))) {
        Integer other = byKey.putIfAbsent(key.keyThumbprint(), number);
        if (other != null) {
          int one = root(first, number);
          int two = root(first, other);
          first[Math.max(one, two)] = Math.min(one, two);
        }
      }
    }
    Map<Integer, List<NamedGuardian>> groups = new TreeMap<>();
    for (int number = 0; number < first.length; number++) {
      groups
          .computeIfAbsent(root(first, number), absent -> new ArrayList<>())
          .add(sorted.get(number));
    }
    return groups.values();
  }

  /** The keys by which a source is who has them too; what is only claimed joins nobody. */
  private static List<KnownKey> proved(NamedGuardian source) {
    return source.history().signingKeys().stream().filter(key -> !source.claims(key)).toList();
  }

  /** By the number of a guardian, the services of others that claim one of its signing keys. */
  private static Map<Integer, Set<NamedGuardian>> claiming(List<List<NamedGuardian>> groups) {
    Map<Thumbprint, Integer> whose = new HashMap<>();
    for (int number = 0; number < groups.size(); number++) {
      for (NamedGuardian source : groups.get(number)) {
        for (KnownKey key : proved(source)) {
          whose.put(key.keyThumbprint(), number);
        }
      }
    }
    Map<Integer, Set<NamedGuardian>> claiming = new HashMap<>();
    for (int number = 0; number < groups.size(); number++) {
      for (NamedGuardian source : groups.get(number)) {
        for (KnownKey key : source.history().signingKeys()) {
          int owner = whose.getOrDefault(key.keyThumbprint(), number);
          if (owner != number) {
            claiming.computeIfAbsent(owner, absent -> new LinkedHashSet<>()).add(source);
          }
        }
      }
    }
    return claiming;
  }

  private static int root(int[] first, int number) {
    int at = number;
    while (first[at] != at) {
      at = first[at];
    }
    return at;
  }

  private void note(NamedGuardian source, int number) {
    if (source.isStored()) {
      put(stored, source.name(), number);
    }
    for (String end : ends(source)) {
      put(ends, end, number);
    }
    put(marked, marked(source, DIGITS), number);
    put(marked, marked(source, ALL_DIGITS), number);
  }

  private static void put(Map<String, Set<Integer>> names, String name, int number) {
    names
        .computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new LinkedHashSet<>(2))
        .add(number);
  }

  /** The shortest name that fits this guardian alone. */
  private String label(List<NamedGuardian> sources, int number) {
    Optional<String> end =
        sources.stream()
            .flatMap(source -> ends(source).stream())
            .filter(name -> fitting(name.toLowerCase(Locale.ROOT)).equals(Set.of(number)))
            .findFirst();
    NamedGuardian first = sources.get(0);
    String marked = marked(first, DIGITS);
    boolean alone = fitting(marked.toLowerCase(Locale.ROOT)).size() == 1;
    return end.orElseGet(() -> alone ? marked : marked(first, ALL_DIGITS));
  }

  /** The ends of the path, the shortest first, as far as every part of them is a plain name. */
  private static List<String> ends(NamedGuardian source) {
    List<String> ends = new ArrayList<>();
    String end = "";
    for (int at = source.path().size() - 1; at >= 0; at--) {
      String part = source.path().get(at);
      if (!GuardianName.isOne(part)) {
        break;
      }
      end = end.isEmpty() ? part : part + "/" + end;
      ends.add(end);
    }
    return ends;
  }

  /** The name, {@code @} and the start of the signing key, which no folder changes. */
  private static String marked(NamedGuardian source, int digits) {
    Thumbprint key = source.history().current().signing().keyThumbprint();
    return source.history().name() + "@" + ShortPrint.of(key.toString(), digits);
  }
}
