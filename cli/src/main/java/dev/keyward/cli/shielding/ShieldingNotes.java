package dev.keyward.cli.shielding;

/** What the help of every verb about shielding data says of it. */
final class ShieldingNotes {

  static final String FORMAT =
      "Files are in Keyward's own open format, not Windows' PDK: no Hyper-V host takes them.";

  private ShieldingNotes() {}
}
