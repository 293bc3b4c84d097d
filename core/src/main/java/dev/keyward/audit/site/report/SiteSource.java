package dev.keyward.audit.site.report;

import java.io.IOException;
import java.io.InputStream;

/**
 * The report of a site, as {@code keyward.audit/1}.
 *
 * @param site what the site is called
 * @param path of the file, as the user named it
 * @param opening opens it; it is read twice
 */
public record SiteSource(SiteName site, String path, Opening opening) {

  /** Opens a file. */
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }
}
