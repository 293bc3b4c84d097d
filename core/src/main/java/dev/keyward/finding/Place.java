package dev.keyward.finding;

import dev.keyward.text.VmName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where something was found: a protector in a file, or a machine.
 *
 * @param file the file as the user named it or, in a folder, as reached from there; empty where a
 *     machine's file is not known
 * @param entry which protector of an export, from 0; empty where the file holds one
 * @param vm the virtual machine it stands for: the name beside it in an export, else the file's
 *     path without its ending. As found: hostile, and of any length
 * @param lastKnownGood whether it is the machine's last known good protector beside the current one
 * @param mark what else an export says about which machine it is
 */
public record Place(String file, OptionalInt entry, String vm, boolean lastKnownGood, Mark mark) {

  /**
   * What tells machines of one name apart. As found: hostile.
   *
   * @param id the machine's id, where an export has it
   * @param host the host that an export's entry came from
   * @param key where the protector is in a file of Hyper-V's own
   */
  public record Mark(Optional<String> id, Optional<String> host, Optional<String> key) {

    /** Nothing but the name is known. */
    public static final Mark NONE = new Mark(Optional.empty(), Optional.empty());

    /** Of an export. */
    public Mark(Optional<String> id, Optional<String> host) {
      this(id, host, Optional.empty());
    }
  }

  /** Of a current protector. */
  public Place(String file, OptionalInt entry, String vm) {
    this(file, entry, vm, false, Mark.NONE);
  }

  /** The same place, for the last known good protector of the machine. */
  public Place asLastKnownGood() {
    return new Place(file, entry, vm, true, mark);
  }

  /** The same place, with what tells its machine from others. */
  public Place with(Mark other) {
    return new Place(file, entry, vm, lastKnownGood, other);
  }

  /** Whether the machine is called by the path of its file, and by no name of its own. */
  public boolean isCalledByPath() {
    String path = VmName.withoutEnding(file).replace('\\', '/');
    return entry.isEmpty() && path.endsWith(vm.replace('\\', '/'));
  }

  /** What the machine is called in whichever folder its file is. */
  public String name() {
    return isCalledByPath() ? VmName.last(vm) : vm;
  }

  /**
   * What picks this machine among others of its name in the same file: its id, else its name and
   * host, else the name alone.
   */
  public String unambiguous() {
    return mark.id().or(() -> mark.host().map(host -> vm + "@" + host)).orElse(vm);
  }
}
