package dev.keyward.audit.look;

import dev.keyward.text.StandIn;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What tells that a file which gives no protector is a damaged one, and no file of another kind.
 */
final class Damage {

  private static final Set<String> PROTECTORS = Set.of("kp", "framed", "svm", "vmcx");
  private static final Set<String> FORMS = Set.of("xml", "json", "clixml", "csv", "b64");

  private static final Pattern KEY =
      Pattern.compile(
          "\"(?:VMName|VMId|\\w{0,40}KeyProtector)\"\\s{0,20}:"
              + "|\\sN=\"(?:VMName|VMId|\\w{0,40}KeyProtector)\"",
          Pattern.CASE_INSENSITIVE);

  private final Glance glance;
  private final String text;
  private final Optional<StandIn> standIn;

  Damage(Glance glance, String text) {
    this.glance = glance;
    this.text = text;
    this.standIn = StandIn.of(glance.start());
  }

  /** What speaks for a damaged protector; empty where nothing does. */
  Optional<Judgement> judgement(Ending ending) {
    if (isForProtector() && standIn.isPresent()) {
      return Optional.of(new Judgement.Damaged(standIn.get().found(), remedy(ending), true));
    }
    return reason(ending).map(words -> new Judgement.Damaged(words, remedy(ending), false));
  }

  /** What to do about it, once it is known to give no protector. */
  FileRemedy remedy(Ending ending) {
    if (glance.size() == 0) {
      return FileRemedy.FILL;
    }
    if (Likeness.isZeros(glance)) {
      return FileRemedy.RECOVER;
    }
    if (standIn.isPresent()) {
      return standIn.get() == StandIn.GIT_LFS ? FileRemedy.FETCH : FileRemedy.DECRYPT;
    }
    if (PlainText.isPage(text)) {
      return FileRemedy.DOWNLOAD;
    }
    if (brokeOff(ending)) {
      return FileRemedy.EXPORT;
    }
    return Likeness.breaksOff(glance, text) ? FileRemedy.COPY : FileRemedy.RESTORE;
  }

  private boolean isForProtector() {
    return PROTECTORS.contains(glance.ending()) || FORMS.contains(glance.ending());
  }

  private Optional<String> reason(Ending ending) {
    String name = glance.ending();
    boolean form = FORMS.contains(name);
    if (PROTECTORS.contains(name)) {
      return Optional.of("no protector under the ending ." + name);
    }
    if (form && !isContent()) {
      return Optional.of(
          glance.size() == 0
              ? "an empty file"
              : PlainText.isPage(text) ? "a page for a browser" : "bytes that are not text");
    }
    if (Likeness.begins(glance, text)) {
      return Optional.of("a file that begins like a protector and is not one");
    }
    if (glance.size() <= glance.start().length && Likeness.isNothingElse(text)) {
      return Optional.of("nothing but numbers or base64");
    }
    if (new PartsScan(text).finds()) {
      return Optional.of("parts of a protector");
    }
    return brokeOff(ending) ? Optional.of("an export that breaks off") : Optional.empty();
  }

  /** In an object that never ends nobody sees the columns but by their names. */
  private boolean brokeOff(Ending ending) {
    if (ending != Ending.BROKEN_OFF) {
      return ending == Ending.BROKEN_OFF_MACHINES;
    }
    String content = text.stripLeading();
    boolean export =
        content.startsWith("{")
            || content.startsWith("[")
            || PlainText.content(text).startsWith("<Objs");
    return export && KEY.matcher(text).find();
  }

  private boolean isContent() {
    return glance.size() > 0 && PlainText.isText(text) && !PlainText.isPage(text);
  }
}
