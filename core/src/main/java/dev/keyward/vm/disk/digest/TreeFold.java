package dev.keyward.vm.disk.digest;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds a tree from its leaves or from whole subtrees, from left to right, keeping one hash a
 * level. An odd last node goes up unchanged.
 */
final class TreeFold {

  private record Subtree(int level, TreeHash hash) {}

  private final TreeHasher hasher;
  private final Deque<Subtree> pending = new ArrayDeque<>();

  TreeFold(TreeHasher hasher) {
    this.hasher = hasher;
  }

  /** Adds a subtree over 2^level leaves (the last may be shorter), at a multiple of that. */
  void add(int level, TreeHash hash) {
    Subtree added = new Subtree(level, hash);
    while (!pending.isEmpty() && pending.peek().level() == added.level()) {
      added = new Subtree(added.level() + 1, hasher.node(pending.pop().hash(), added.hash()));
    }
    pending.push(added);
  }

  /** The top, of at least one leaf; the fold is empty afterwards. */
  TreeHash top() {
    TreeHash top = pending.pop().hash();
    while (!pending.isEmpty()) {
      top = hasher.node(pending.pop().hash(), top);
    }
    return top;
  }
}
