package dev.keyward.fleet.availability;

/**
 * Something that is out.
 *
 * @param kind what it is
 * @param name its name
 */
public record Outage(Kind kind, String name) {

  /** What can be out. */
  public enum Kind {
    /** All nodes of a service. */
    HGS("HGS", "down"),
    /** One node of a service. */
    NODE("node", "down"),
    /** A host in local mode; the machines on it stop. */
    HOST("host", "down"),
    /** A way between sites. */
    LINK("link", "down"),
    /** A site with all in it. */
    SITE("site", "down"),
    /** A site that was dark and has power again, with nothing running but physical nodes. */
    COLD_SITE("site", "starting cold"),
    /** All sites, likewise. */
    ALL_COLD("all sites", "starting cold");

    private final String noun;
    private final String state;

    Kind(String noun, String state) {
      this.noun = noun;
      this.state = state;
    }
  }

  /** Whether power is back rather than gone. */
  public boolean isCold() {
    return kind == Kind.COLD_SITE || kind == Kind.ALL_COLD;
  }

  /** Such as {@code site north starting cold}. */
  @Override
  public String toString() {
    return kind == Kind.ALL_COLD
        ? kind.noun + " " + kind.state
        : kind.noun + " " + name + " " + kind.state;
  }
}
