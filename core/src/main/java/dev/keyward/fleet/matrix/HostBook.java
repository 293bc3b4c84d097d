package dev.keyward.fleet.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of hosts as Windows treats them: case does not count, and a short name is the host of
 * the one domain that it is seen in. A host is spelled as it was first.
 */
public final class HostBook {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  private final Map<String, Set<String>> fullNames = new LinkedHashMap<>();
  private final Map<String, String> spellings = new LinkedHashMap<>();
  private final Set<String> shortNames = new LinkedHashSet<>();

  /** Of all spellings, in the order of the inputs. */
  public HostBook(List<String> spelled) {
    for (String name : spelled) {
      String folded = folded(name);
      if (isFull(folded)) {
        fullNames.computeIfAbsent(shortName(folded), absent -> new LinkedHashSet<>()).add(folded);
      } else {
        shortNames.add(folded);
      }
    }
    spelled.forEach(name -> spellings.putIfAbsent(key(name), name.strip()));
  }

  private static String folded(String name) {
    String text = name.strip().toLowerCase(Locale.ROOT);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isFull(String folded) {
    return folded.indexOf('.') > 0 && !ADDRESS.matcher(folded).matches();
  }

  private static String shortName(String folded) {
    return folded.substring(0, folded.indexOf('.'));
  }

  /** Equal for all spellings of one host. */
  private String key(String name) {
    String folded = folded(name);
    if (!isFull(folded)) {
      return folded;
    }
    String host = shortName(folded);
    return fullNames.getOrDefault(host, Set.of()).size() < 2 ? host : folded;
  }

  /** The host as it is spelled in every list; empty for one that nothing named. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(spellings.get(key(name)));
  }

  /** All hosts, as they are spelled, in the order in which they came. */
  List<String> all() {
    return List.copyOf(spellings.values());
  }

  /** The short names that fit several hosts, as they are spelled, each with these hosts. */
  Map<String, List<String>> ambiguous() {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (String name : shortNames) {
      Set<String> full = fullNames.getOrDefault(name, Set.of());
      if (full.size() > 1) {
        List<String> hosts = new ArrayList<>();
        full.forEach(each -> find(each).ifPresent(hosts::add));
        find(name).ifPresent(spelling -> found.put(spelling, hosts));
      }
    }
    return found;
  }
}
