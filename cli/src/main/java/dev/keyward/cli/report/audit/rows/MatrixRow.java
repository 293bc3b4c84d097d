package dev.keyward.cli.report.audit.rows;

import java.util.List;
import java.util.Optional;

/**
 * A row of the table, as it is shown.
 *
 * @param css the gravest severity, or the word "fine" where there is none
 * @param word the same in words
 * @param codes the kinds of its findings, separated by spaces
 * @param parties the numbers of all its parties, separated by spaces
 * @param machine what Hyper-V's own files say of its machine
 * @param marks the same as words that the filters know, separated by spaces
 */
record MatrixRow(
    String vm,
    String file,
    String standing,
    String standingWords,
    boolean valid,
    String css,
    String word,
    String codes,
    int set,
    String parties,
    Optional<String> machine,
    Optional<String> marks,
    List<Cell> cells,
    Optional<String> rest) {

  /** A mark, or a run of columns without one, which browsers are quicker with than with many. */
  record Cell(Mark mark, int span) {

    boolean some() {
      return mark != Mark.NONE;
    }

    boolean run() {
      return span > 1;
    }
  }

  /** What a party is to a protector. */
  enum Mark {
    /** Nothing. */
    NONE("", ""),
    /** Owns and sealed it, as a protector comes from its owner. */
    OWNER("o", "owner"),
    /** Owns it; who sealed it is another or is not known. */
    OWNER_ONLY("p", "owner, did not seal it"),
    /** Can open it. */
    GUARDIAN("g", "guardian"),
    /** Can open it and sealed it. */
    GUARDIAN_SEALER("h", "guardian, sealed it"),
    /** Sealed it and cannot open it. */
    SEALER("s", "sealed it");

    private final String css;
    private final String words;

    Mark(String css, String words) {
      this.css = css;
      this.words = words;
    }

    String css() {
      return css;
    }

    String words() {
      return words;
    }
  }
}
