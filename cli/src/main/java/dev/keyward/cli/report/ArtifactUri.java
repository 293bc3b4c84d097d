package dev.keyward.cli.report;

import dev.keyward.text.RawName;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Paths as SARIF has them: URI references of RFC 3986. */
public final class ArtifactUri {

  /** What relative paths are relative to. Where that is stays out of reports. */
  public static final String BASE = "WORKINGFOLDER";

  private static final String UNRESERVED = "-._~/";

  private ArtifactUri() {}

  /** An artifactLocation object. */
  public static Map<String, Object> location(String path) {
    Map<String, Object> json = new LinkedHashMap<>();
    String slashes = path.replace(File.separatorChar, '/');
    if (slashes.matches("(?s)[A-Za-z]:/.*")) {
      json.put("uri", "file:///" + slashes.substring(0, 2) + encoded(slashes.substring(2)));
    } else if (slashes.startsWith("/")) {
      json.put("uri", "file://" + encoded(slashes));
    } else {
      json.put("uri", encoded(slashes.startsWith("./") ? slashes.substring(2) : slashes));
      json.put("uriBaseId", BASE);
    }
    return json;
  }

  /** All but unreserved characters and slashes as the percent-encoded bytes of the name. */
  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder(path.length() + 16);
    for (byte octet : RawName.bytes(path)) {
      int c = octet & 0xFF;
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      uri.append(plain ? String.valueOf((char) c) : String.format(Locale.ROOT, "%%%02X", c));
    }
    return uri.toString();
  }
}
