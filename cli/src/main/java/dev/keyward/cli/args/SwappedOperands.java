package dev.keyward.cli.args;

import java.nio.file.Files;

/** Two operands in the wrong order: the error says so, and not that one of them is wrong. */
public final class SwappedOperands {

  private SwappedOperands() {}

  /**
   * Of a folder and something else.
   *
   * @param order what is expected, such as {@code DIR FILE}
   * @throws UsageException where the second operand is a folder, and the first is none
   */
  public static void requireFolderFirst(Arguments arguments, String order) throws UsageException {
    if (arguments.operands().size() >= 2
        && !Files.isDirectory(arguments.operandPath(0))
        && Files.isDirectory(arguments.operandPath(1))) {
      throw swapped(order);
    }
  }

  /**
   * Of a name and a file or an address.
   *
   * @param order what is expected, such as {@code NAME FILE}
   * @throws UsageException where the first operand is a file, and the second is neither a file nor
   *     an address
   */
  public static void requireFileSecond(Arguments arguments, String order) throws UsageException {
    String second = arguments.operand(1);
    if (Files.isRegularFile(arguments.operandPath(0))
        && !second.equals("-")
        && !second.contains("://")
        && Files.notExists(arguments.operandPath(1))) {
      throw swapped(order);
    }
  }

  /**
   * Refuses a fingerprint in the place of a name.
   *
   * @param order what is expected, such as {@code NAME FINGERPRINT}
   * @throws UsageException if the first operand is a fingerprint and the second is not
   */
  public static void requireFingerprintSecond(Arguments arguments, String order)
      throws UsageException {
    if (isFingerprint(arguments.operand(0)) && !isFingerprint(arguments.operand(1))) {
      throw swapped(order);
    }
  }

  /** Whether it is a SHA-256 in the forms that programs print. */
  private static boolean isFingerprint(String text) {
    return text.replaceAll("[: ]", "").matches("[0-9A-Fa-f]{64}");
  }

  private static UsageException swapped(String order) {
    return new UsageException("the operands are swapped, expected " + order);
  }
}
