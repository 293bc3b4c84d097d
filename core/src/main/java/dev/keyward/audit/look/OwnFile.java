package dev.keyward.audit.look;

import java.util.regex.Pattern;

/** Files that Keyward itself makes: known by what they say, or by name where they are empty. */
final class OwnFile {

  private static final int START = 4096;
  private static final Pattern EMPTY =
      Pattern.compile("lock|\\..+\\.keyward-lock|\\.keyward-[0-9]+(-[0-9]+){1,2}\\.tmp");
  private static final Pattern JSON =
      Pattern.compile(
          "\\{\\s*\"(?:schema|format)\"\\s*:\\s*\"keyward[.-][a-z-]+(?:/[0-9]+)?\".*",
          Pattern.DOTALL);
  private static final Pattern PROPERTIES =
      Pattern.compile("(?:#[^\\n]*\\n)*format=keyward\\..*", Pattern.DOTALL);
  private static final Pattern YAML =
      Pattern.compile("(?s)(?:.*\\n)?(?:schema|version|policy):\\s*\"?keyward\\.[a-z-]+/[0-9].*");
  private static final Pattern METADATA =
      Pattern.compile("<(?:[\\w.-]{1,200}:)?Metadata\\s.*", Pattern.DOTALL);
  private static final String[] SARIF = {"sarif-2.1.0.json", "\"name\":\"Keyward\""};
  private static final Pattern CSV =
      Pattern.compile(
          "(?i)(?:(?:site,)?severity,code,file,entry,vm|kind,code,vm,situation,found),.*",
          Pattern.DOTALL);
  private static final Pattern LISTING = Pattern.compile("\\\\?[0-9a-f]{64} [ *]\\S");
  private static final String PAGE = "<meta name=\"generator\" content=\"Keyward ";

  private OwnFile() {}

  static boolean is(Glance glance, String text) {
    if (glance.size() == 0) {
      return EMPTY.matcher(glance.name()).matches();
    }
    String start = start(text);
    return isContainer(start)
        || isDrawnUp(start)
        || PROPERTIES.matcher(start).matches()
        || isMetadata(text);
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), START));
  }

  /**
   * What an audit of a folder writes and may write again: reports, shares, drafts, and the lines of
   * {@code --sums}, each a digest and the file that it is of. Metadata and catalogs are signed by
   * others, and nobody here can write them again.
   */
  static boolean isOutput(String text) {
    return LISTING.matcher(text).lookingAt() || isDrawnUp(start(text));
  }

  private static boolean isDrawnUp(String start) {
    return JSON.matcher(start.stripLeading()).matches()
        || isReport(start)
        || YAML.matcher(start).matches();
  }

  /** A catalog; the other containers carry a protector and were read. */
  private static boolean isContainer(String start) {
    return start.startsWith("KEYWARD-FILE ")
        && start.contains("\"schema\":\"keyward.volume-signature-catalog/");
  }

  private static boolean isReport(String start) {
    boolean sarif = start.contains(SARIF[0]) && start.contains(SARIF[1]);
    return sarif
        || (PlainText.isPage(start) && start.contains(PAGE))
        || CSV.matcher(start).matches();
  }

  private static boolean isMetadata(String text) {
    return text.contains("GuardianInformation")
        && METADATA.matcher(PlainText.content(text)).matches();
  }
}
