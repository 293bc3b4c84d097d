package dev.keyward.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How names of virtual machines are compared everywhere: without case, and in Unicode NFC, because
 * systems spell one name in different ways. A file in a folder is called by its path without the
 * ending of a protector's file.
 */
public final class VmName {

  /** Other endings belong to the name: {@code app.contoso.de} is a whole name. */
  private static final Set<String> ENDINGS =
      Set.of(
          "kp", "framed", "svm", "vmcx", "xml", "clixml", "json", "jsonl", "csv", "txt", "b64",
          "bin", "dat", "bytes", "base64", "sdata");

  private static final int MOST_SUFFIXES = 64;

  private VmName() {}

  /** The name as it is compared. */
  public static String folded(String name) {
    String composed =
        Normalizer.isNormalized(name, Normalizer.Form.NFC)
            ? name
            : Normalizer.normalize(name, Normalizer.Form.NFC);
    int[] folded =
        composed
            .codePoints()
            .map(each -> Character.toLowerCase(Character.toUpperCase(each)))
            .toArray();
    return new String(folded, 0, folded.length);
  }

  /** Whether both are one name. */
  public static boolean same(String first, String second) {
    return first.equals(second) || folded(first).equals(folded(second));
  }

  /** Whether both are one id: a GUID has no case, and some systems put it in braces. */
  public static boolean sameId(String first, String second) {
    return bareId(first).equalsIgnoreCase(bareId(second));
  }

  /** An id without the braces around it. */
  public static String bareId(String id) {
    return id.startsWith("{") && id.endsWith("}") ? id.substring(1, id.length() - 1) : id;
  }

  /** A path without the ending of a file for protectors, if it has one. */
  public static String withoutEnding(String path) {
    int dot = path.lastIndexOf('.');
    return dot > slash(path) + 1
            && ENDINGS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT))
        ? path.substring(0, dot)
        : path;
  }

  /** What stands behind the last slash of either kind. */
  public static String last(String path) {
    return path.substring(slash(path) + 1);
  }

  private static int slash(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }

  /** The path and every end of it that begins behind a slash, from short to long, at most 64. */
  public static List<String> ends(String path) {
    List<String> ends = new ArrayList<>();
    for (int at = path.length() - 1; at >= 0 && ends.size() < MOST_SUFFIXES; at--) {
      if (path.charAt(at) == '/' || path.charAt(at) == '\\') {
        ends.add(path.substring(at + 1));
      }
    }
    ends.add(path);
    return ends;
  }
}
