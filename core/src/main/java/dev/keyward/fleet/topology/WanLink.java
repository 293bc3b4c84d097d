package dev.keyward.fleet.topology;

/**
 * A way between two sites.
 *
 * @param name unique in its fleet
 * @param from a site
 * @param to another one
 */
public record WanLink(String name, String from, String to) {

  /** Refuses a way from a site to itself. */
  public WanLink {
    if (from.equals(to)) {
      throw new IllegalArgumentException("a link from a site to itself");
    }
  }
}
