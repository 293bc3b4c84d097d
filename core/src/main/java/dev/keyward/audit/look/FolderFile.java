package dev.keyward.audit.look;

import dev.keyward.audit.result.OtherKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of an audited folder: what it is, where it gives no protector. Only its content and its
 * name count, so that it is the same for everybody who looks.
 */
public final class FolderFile {

  private static final Set<String> FOR_PROTECTORS = Set.of("kp", "framed", "svm", "vmcx");
  private static final Set<String> FOR_TEXT = Set.of("xml", "json", "clixml", "csv", "b64");
  private static final Set<String> TRACKING = Set.of("rct", "mrt", "hrl");
  private static final Set<String> SAVED = Set.of("vsv", "vmrs");

  /** In so many bytes every binary kind of the table has a control character. */
  private static final int BEGINNING = 128;

  private static final Pattern HOSTS = Pattern.compile("last-[a-z-]+\\.svm");

  private final Glance glance;

  /** A file with what was read of it. */
  public FolderFile(Glance glance) {
    this.glance = glance;
  }

  /**
   * What its bytes make certain, so that nobody need try to read it. What begins like text or a
   * frame is always read: a stranger could put the bytes of another kind into a comment or a name.
   */
  public Optional<OtherKind> known() {
    String ending = glance.ending();
    if (FOR_PROTECTORS.contains(ending) || FOR_TEXT.contains(ending) || mayHoldProtectors()) {
      return Optional.empty();
    }
    if (TRACKING.contains(ending)) {
      return Optional.of(OtherKind.CHANGE_TRACKING);
    }
    if (SAVED.contains(ending)) {
      return Optional.of(OtherKind.SAVED_STATE);
    }
    Optional<OtherKind> kind = KnownKinds.of(glance);
    // A protector may come in armour.
    return kind.filter(known -> !isArmour(known));
  }

  private boolean mayHoldProtectors() {
    byte[] start = Arrays.copyOf(glance.start(), Math.min(BEGINNING, glance.start().length));
    return Likeness.isFrame(start) || PlainText.isText(PlainText.of(start));
  }

  private boolean isArmour(OtherKind kind) {
    return kind == OtherKind.PEM || (kind == OtherKind.CERTIFICATE && glance.start()[0] == '-');
  }

  /** What it is, once it is known to give no protector. */
  public Judgement judge(Ending ending) {
    String text = PlainText.of(glance.start());
    if (OwnFile.is(glance, text) && !new PartsScan(text).finds()) {
      return new Judgement.Other(OtherKind.KEYWARD);
    }
    if (ending == Ending.OF_CERTIFICATES) {
      return new Judgement.Other(OtherKind.CERTIFICATE);
    }
    return new Damage(glance, text)
        .judgement(ending)
        .orElseGet(() -> new Judgement.Other(kind(text)));
  }

  /** Whether an audit wrote it, or it is empty: a report, a draft, a listing of digests. */
  public static boolean isOwn(Glance glance) {
    String text = PlainText.of(glance.start());
    return glance.size() == 0 || (OwnFile.isOutput(text) && !new PartsScan(text).finds());
  }

  /** What to do about it, where it should give a protector and gives none. */
  public FileRemedy remedy(Ending ending) {
    return new Damage(glance, PlainText.of(glance.start())).remedy(ending);
  }

  private OtherKind kind(String text) {
    if (glance.size() == 0) {
      return OtherKind.EMPTY;
    }
    OtherKind otherwise = PlainText.isText(text) ? OtherKind.TEXT : OtherKind.UNKNOWN;
    return KnownKinds.of(glance).orElse(otherwise);
  }

  /**
   * Whether it is a shielded VM that a guarded host keeps for itself: the last one that it could
   * start, in a folder of its own for each machine. Its protector is audited all the same.
   */
  public boolean isLastKnownGood(Path path) {
    // Few files have such a name, and this is asked of every one.
    if (!HOSTS.matcher(glance.name()).matches()) {
      return false;
    }
    Path machine = path.toAbsolutePath().getParent();
    Path machines = machine == null ? null : machine.getParent();
    return machine != null
        && machines != null
        && machine.getNameCount() > 2
        && Files.isRegularFile(machine.resolve("machine.json"))
        && Files.isRegularFile(machines.resolveSibling("host.json"));
  }
}
