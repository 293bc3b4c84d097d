package dev.keyward.finding;

import java.util.Locale;

/**
 * A kind of finding, with the words that do not depend on the case. Each room that finds something
 * has one enum of them. Names are stable, because programs and suppressions depend on them.
 */
public interface FindingCode {

  /** The name of the constant. */
  String name();

  /** Its number among the kinds of the same room, from 0. */
  int ordinal();

  /** The stable name in kebab case, such as {@code required-guardian-missing}. */
  default String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What is the same for all findings of a kind.
   *
   * @param severity how grave it is where no policy says otherwise
   * @param title what it is, in a few words, lower case, without a full stop
   * @param why why it matters: whole sentences
   */
  record Words(Severity severity, String title, String why) {}

  /** Its words. */
  Words words();

  /** How grave it is where no policy says otherwise. */
  default Severity severity() {
    return words().severity();
  }

  /** What it is, in a few words, lower case, without a full stop. */
  default String title() {
    return words().title();
  }

  /** Why it matters: whole sentences. */
  default String why() {
    return words().why();
  }
}
