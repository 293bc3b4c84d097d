package dev.keyward.audit.policy;

/**
 * The name of a VM in one case, for comparing only.
 *
 * @param text folded
 * @param characters the same as code points
 */
record FoldedName(String text, int[] characters) {

  static FoldedName of(String name) {
    int[] folded =
        name.codePoints().map(each -> Character.toLowerCase(Character.toUpperCase(each))).toArray();
    return new FoldedName(new String(folded, 0, folded.length), folded);
  }
}
