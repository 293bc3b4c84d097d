package dev.keyward.cli.host.libvirt;

/** What several verbs say of themselves. */
final class LibvirtNotes {

  static final String LIMITS =
      "Root on this host can still read the memory of a guest that runs. virsh save, dump, snapshots"
          + " of memory and devices attached to a running guest call no hook, so Keyward cannot"
          + " refuse them.";

  private LibvirtNotes() {}
}
