package dev.keyward.hgs.description;

/** How far a certificate of a Host Guardian Service counts. */
public enum CertificateState {
  /** The one that is published, and that new work is done with. */
  PRIMARY("primary"),
  /** Still opens, seals or vouches for what was made with it. */
  ENABLED("enabled"),
  /** Counts for nothing any more. */
  DISABLED("disabled");

  private final String word;

  CertificateState(String word) {
    this.word = word;
  }

  /** The word in files and commands. */
  public String word() {
    return word;
  }
}
