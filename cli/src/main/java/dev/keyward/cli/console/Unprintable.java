package dev.keyward.cli.console;

/** Which characters act on whoever shows them instead of being shown. */
public final class Unprintable {

  private Unprintable() {}

  /**
   * Whether it is a control, format or bidirectional character, which could forge or hide lines, or
   * one that has no agreed look. An unpaired surrogate counts too.
   */
  public static boolean is(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
