package dev.keyward.audit.result;

import java.util.List;
import java.util.Optional;

/**
 * Files of Hyper-V's own that hold a VM once more, with the same protector. They count as no
 * protector, because snapshots, exports and replicas of a VM are that VM.
 *
 * @param count how many files
 * @param vms the first VMs that have such files, at most {@link #MOST_VMS}
 */
public record Copies(long count, List<Vm> vms) {

  /** The most VMs whose copies are kept by name. */
  public static final int MOST_VMS = 10_000;

  /** The most files that are kept of one VM. */
  public static final int MOST_FILES = 20;

  /** There are none. */
  public static final Copies NONE = new Copies(0, List.of());

  /** Of all VMs that have such files. */
  public static Copies of(List<Vm> vms) {
    return new Copies(vms.stream().mapToLong(Vm::count).sum(), vms);
  }

  /** Copies the list. */
  public Copies {
    vms = List.copyOf(vms);
  }

  /**
   * A VM with more files than the one that is audited under its name.
   *
   * @param name as found: hostile
   * @param id its GUID; as found: hostile
   * @param count how many more files
   * @param files the first of them, at most {@link #MOST_FILES}; as found: hostile, at most 1,024
   *     characters each
   */
  public record Vm(String name, Optional<String> id, long count, List<String> files) {

    /** Copies the list. */
    public Vm {
      files = List.copyOf(files);
    }
  }
}
