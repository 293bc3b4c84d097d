package dev.keyward.audit.walk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What tells that a file which gives no protector is a damaged one, and no file of another kind.
 */
final class Damage {

  private static final Set<String> PROTECTORS = Set.of("kp", "framed", "svm", "vmcx");
  private static final Set<String> FORMS = Set.of("xml", "json", "clixml", "csv", "b64");
  private static final int NEXT = 4096;

  private static final List<String> PARTS =
      List.of("TransportKey", "Wrapping", "GuardianSignature");
  private static final Pattern BASE64 =
      Pattern.compile("[A-Za-z0-9+/]{300}|(?:[A-Za-z0-9+/]{60,76}\\s{1,20}+){4}");
  private static final Pattern STAND_IN =
      Pattern.compile(
          "version https://git-lfs\\.github\\.com/spec/.*"
              + "|\\x00GITCRYPT\\x00.*"
              + "|age-encryption\\.org/v1.*"
              + "|-----BEGIN AGE ENCRYPTED FILE-----.*"
              + "|\\$ANSIBLE_VAULT;.*",
          Pattern.DOTALL);
  private static final Pattern SOPS =
      Pattern.compile("\"?sops\"?\\s*:.*|.*ENC\\[AES256_GCM,data:.*", Pattern.DOTALL);

  private final Glance glance;
  private final String text;

  Damage(Glance glance, String text) {
    this.glance = glance;
    this.text = text;
  }

  /** What speaks for a damaged protector; empty where nothing does. */
  Optional<Judgement> judgement(boolean brokeOff) {
    if (isForProtector() && isStandIn()) {
      return Optional.of(
          new Judgement.Damaged("a stand-in for content that was not fetched or opened", true));
    }
    return reason(brokeOff).map(words -> new Judgement.Damaged(words, false));
  }

  private boolean isForProtector() {
    return PROTECTORS.contains(glance.ending()) || FORMS.contains(glance.ending());
  }

  private Optional<String> reason(boolean brokeOff) {
    String ending = glance.ending();
    boolean form = FORMS.contains(ending);
    if (PROTECTORS.contains(ending)) {
      return Optional.of("no protector under the ending ." + ending);
    }
    if (form && !isContent()) {
      return Optional.of(
          glance.size() == 0
              ? "an empty file"
              : PlainText.isPage(text) ? "a page for a browser" : "bytes that are no text");
    }
    if (Likeness.begins(glance, text)) {
      return Optional.of("what begins like a protector and is none");
    }
    if (glance.size() <= glance.start().length && Likeness.isNothingElse(text)) {
      return Optional.of("nothing but numbers or base64");
    }
    if (holdsParts()) {
      return Optional.of("parts of a protector");
    }
    return brokeOff ? Optional.of("an export that breaks off") : Optional.empty();
  }

  private boolean isContent() {
    return glance.size() > 0 && PlainText.isText(text) && !PlainText.isPage(text);
  }

  private boolean isStandIn() {
    String start = text.substring(0, Math.min(text.length(), NEXT));
    return STAND_IN.matcher(start).matches()
        || (text.contains("sops") && SOPS.matcher(start).matches());
  }

  private boolean holdsParts() {
    return PARTS.stream().anyMatch(this::holds);
  }

  private boolean holds(String part) {
    int at = text.indexOf(part);
    while (at >= 0) {
      int end = at + part.length();
      if (isTag(at, end)) {
        int region = Math.min(text.length(), end + NEXT);
        if (BASE64.matcher(text).region(end, region).find()) {
          return true;
        }
      }
      at = text.indexOf(part, end);
    }
    return false;
  }

  private boolean isTag(int at, int end) {
    boolean opened = at > 0 && (text.charAt(at - 1) == '<' || text.charAt(at - 1) == ':');
    return opened && end < text.length() && " \t\r\n/>".indexOf(text.charAt(end)) >= 0;
  }
}
