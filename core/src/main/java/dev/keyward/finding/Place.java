package dev.keyward.finding;

import java.util.Objects;
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
 */
public record Place(String file, OptionalInt entry, String vm, boolean lastKnownGood) {

  /** Of a current protector. */
  public Place(String file, OptionalInt entry, String vm) {
    this(file, entry, vm, false);
  }

  /** The same of a machine's last known good protector. */
  public Place asLastKnownGood() {
    return new Place(file, entry, vm, true);
  }

  /** Refuses missing parts. */
  public Place {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(vm, "vm");
  }
}
