package dev.keyward.audit.policy;

import dev.keyward.text.VmName;

/**
 * The name of a VM in one case, for comparing only.
 *
 * @param text folded
 * @param characters the same as code points
 */
record FoldedName(String text, int[] characters) {

  static FoldedName of(String name) {
    String folded = VmName.folded(name);
    return new FoldedName(folded, folded.codePoints().toArray());
  }
}
