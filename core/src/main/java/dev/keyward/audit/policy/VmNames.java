package dev.keyward.audit.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names or paths: as they are, kept in a set, and patterns. */
final class VmNames {

  private final List<String> texts;
  private final Set<String> exact = new HashSet<>();
  private final List<VmPattern> patterns;

  VmNames(List<String> texts) {
    this.texts = List.copyOf(texts);
    patterns = texts.stream().filter(VmPattern::hasWildcard).map(VmPattern::of).toList();
    texts.stream()
        .filter(text -> !VmPattern.hasWildcard(text))
        .forEach(text -> exact.add(FoldedName.of(text).text()));
  }

  /** The names and patterns as the policy has them. */
  List<String> texts() {
    return texts;
  }

  boolean contain(FoldedName vm) {
    return exact.contains(vm.text()) || patterns.stream().anyMatch(each -> each.matches(vm));
  }

  boolean containAny(Collection<FoldedName> names) {
    return names.stream().anyMatch(this::contain);
  }
}
