package dev.keyward.fleet.matrix;

import java.util.Locale;

/** Whether a host can start a machine; of several keys the one that comes first here counts. */
public enum StartCell {
  /** The host has a private key that opens it. */
  STARTS("starts"),
  /** The host has the certificate; no input tells whether it has the private key. */
  KEY_UNKNOWN("key unknown"),
  /** The host has the private key in its personal store only. */
  KEY_IN_MY("key in My"),
  /** The host has the certificate without the private key. */
  KEY_MISSING("key missing"),
  /** The host has none of the certificates. */
  NO("no"),
  /** No certificates of that host were given. */
  NOT_COLLECTED("not collected"),
  /** The host asks a service, and does not use certificates of its own. */
  HGS_MODE("HGS mode"),
  /** There is no protector that could be judged. */
  NOT_JUDGED("");

  private final String words;

  StartCell(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** The stable name, lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is not known that the host cannot start the machine. */
  public boolean isOpen() {
    return this == KEY_UNKNOWN || this == KEY_IN_MY;
  }

  /** Whether the host cannot start it for sure. */
  public boolean isNo() {
    return this == NO || this == KEY_MISSING;
  }

  /** The one of two that counts. */
  StartCell better(StartCell other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
