package dev.keyward.hgs.memory;

import dev.keyward.KeywardException;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsDifference;
import dev.keyward.hgs.description.HgsNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why the folder of a service is not taken as it is.
 *
 * @param kind what follows from it
 * @param reason for the log: what was found, and what to do
 */
public record FolderTrouble(Kind kind, String reason) {

  private static final int MOST_NAMED = 10;

  /** What follows from a trouble. */
  public enum Kind {
    /** The folder or its {@code current} cannot be read: ten seconds of grace. */
    UNREADABLE,
    /** The state is not whole: ten minutes of grace. */
    DAMAGED,
    /** The state is not the newest: no grace. */
    OLDER
  }

  /**
   * The line of the log.
   *
   * @param isOver whether the time of grace has ended
   */
  public String sentence(boolean isOver) {
    if (isOver) {
      return "the service answers with status 503, because its folder has been damaged for more"
          + " than ten minutes: "
          + reason;
    }
    return switch (kind) {
      case UNREADABLE ->
          "the service keeps its old state for ten seconds, and then answers with status 503 until"
              + " it can read its folder again: "
              + reason;
      case DAMAGED ->
          "the service keeps its old state for ten minutes, and then answers with status 503 until"
              + " its folder is whole again: "
              + reason;
      case OLDER -> "the service answers with status 503, because of its folder: " + reason;
    };
  }

  /** The folder is there and its state is refused, or even the folder cannot be read. */
  public static FolderTrouble of(Throwable e, boolean isReadable) {
    String message = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    Optional<String> hint =
        e instanceof KeywardException known ? known.fault().hint() : Optional.empty();
    return new FolderTrouble(
        isReadable ? Kind.DAMAGED : Kind.UNREADABLE,
        message + hint.map(text -> "; " + text).orElse(""));
  }

  /** The folder has a state that must not take the place of the one that is remembered. */
  public static FolderTrouble of(
      HgsMemory.Standing standing, HgsMemory memory, HgsNumber state, String wouldComeBack) {
    int over = Math.max(memory.number(), state.value());
    String accept =
        wouldComeBack + "; to use it anyway, type: keyward hgs accept-restore DIR --over " + over;
    return switch (standing) {
      case UNCOUNTED ->
          new FolderTrouble(
              Kind.DAMAGED,
              "it has no manifest.json, but the state before had; copy the folder again; if it is"
                  + " an old backup, type: keyward hgs accept-restore DIR --over "
                  + over);
      case APART ->
          new FolderTrouble(
              Kind.OLDER,
              "it does not follow the state that this service served: number "
                  + state.value()
                  + " after number "
                  + memory.number()
                  + accept);
      default ->
          new FolderTrouble(
              Kind.OLDER,
              "it is older than what this service served: number "
                  + state.value()
                  + " after number "
                  + memory.number()
                  + accept);
    };
  }

  /** Which hosts and keys the other state has that the present one has not. */
  public static String wouldComeBack(HgsDescription now, HgsDescription other) {
    HgsDifference difference = HgsDifference.of(now, other);
    List<String> names = new ArrayList<>();
    difference.hostsOfSecond().forEach(host -> names.add("host " + host.name()));
    for (HgsCertificate each : difference.enabledInSecond()) {
      names.add(each.use().word() + " certificate " + each.certificate().thumbprint());
    }
    int more = Math.max(0, names.size() - MOST_NAMED);
    return names.isEmpty()
        ? ""
        : "; it would bring back "
            + String.join(", ", names.subList(0, names.size() - more))
            + (more == 0 ? "" : " and " + more + " more");
  }
}
