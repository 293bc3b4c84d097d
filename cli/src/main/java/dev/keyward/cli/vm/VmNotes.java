package dev.keyward.cli.vm;

/** What every verb of shielded VMs says of itself. */
final class VmNotes {

  static final String FORMAT =
      "Files are in Keyward's own open format, not Windows': no Hyper-V host starts them.";

  private VmNotes() {}
}
