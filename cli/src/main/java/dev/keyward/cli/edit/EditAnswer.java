package dev.keyward.cli.edit;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.part.Wrapping;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came of one protector of an edit, or of a file that failed. */
@Answer.To({
  "protector-grant",
  "protector-revoke",
  "protector-renew",
  "shielding-data-grant",
  "shielding-data-revoke",
  "shielding-data-renew"
})
public sealed interface EditAnswer extends Answer {

  /** As the user named it. */
  String file();

  Status status();

  /** What became of it. */
  enum Status {
    CHANGED,
    UNCHANGED,
    FAILED,
    NO_PROTECTOR,
    NOT_COLLECTED,
    FOREIGN;

    /** Such as {@code no protector}. */
    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * A protector that the edit took on.
   *
   * @param vm the virtual machine, in an export
   * @param revoked the wrappings taken out as asked
   * @param children the wrappings that went with their parent
   * @param delegated the delegated wrappings that were dropped
   * @param renewed the wrappings that took the place of those for former keys, where there are any
   * @param left the wrappings for former keys that stay, where there are any
   */
  record Edited(
      String file,
      Optional<String> vm,
      Status status,
      List<String> granted,
      List<String> alreadyGranted,
      List<Long> revoked,
      List<String> notGranted,
      List<Long> children,
      List<Long> delegated,
      @Answer.IfPresent Optional<List<Long>> renewed,
      @Answer.IfPresent Optional<List<Long>> left)
      implements EditAnswer {

    public static Edited of(String file, Optional<String> vm, EditedProtector edited) {
      return new Edited(
          file,
          vm,
          edited.changed() ? Status.CHANGED : Status.UNCHANGED,
          names(edited.granted()),
          names(edited.alreadyGranted()),
          ids(edited.revoked()),
          names(edited.notGranted()),
          ids(edited.children()),
          ids(edited.delegated()),
          Optional.of(ids(edited.renewed())).filter(some -> !some.isEmpty()),
          Optional.of(ids(edited.left())).filter(some -> !some.isEmpty()));
    }

    private static List<String> names(Collection<?> names) {
      return names.stream().map(Object::toString).toList();
    }

    private static List<Long> ids(Collection<Wrapping> wrappings) {
      return wrappings.stream().map(wrapping -> wrapping.id().value()).toList();
    }

    /** The same as a line of text. */
    String text() {
      return file
          + vm.map(name -> "#" + Text.name(name)).orElse("")
          + ": "
          + status.words()
          + Text.clause("granted", granted)
          + Text.clause("granted before", alreadyGranted)
          + Text.clause("revoked wrapping", revoked)
          + Text.clause("not granted", notGranted)
          + Text.clause("renewed wrapping", renewed.orElse(List.of()))
          + Text.clause("left wrapping", left.orElse(List.of()));
    }
  }

  /**
   * A file that was left as it was.
   *
   * @param error why
   */
  record Failed(String file, Status status, FaultAnswer error) implements EditAnswer {}
}
