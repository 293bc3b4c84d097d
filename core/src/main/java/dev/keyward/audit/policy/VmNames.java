package dev.keyward.audit.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The VMs of a group: names as they are, kept in a set, and patterns. */
final class VmNames {

  private final Set<String> exact = new HashSet<>();
  private final List<VmPattern> patterns = new ArrayList<>();

  VmNames(List<String> texts) {
    for (String text : texts) {
      if (VmPattern.hasWildcard(text)) {
        patterns.add(VmPattern.of(text));
      } else {
        exact.add(FoldedName.of(text).text());
      }
    }
  }

  boolean contain(FoldedName vm) {
    return exact.contains(vm.text()) || patterns.stream().anyMatch(each -> each.matches(vm));
  }
}
