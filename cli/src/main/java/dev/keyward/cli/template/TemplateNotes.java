package dev.keyward.cli.template;

/** What the help of every verb about template disks says of them. */
final class TemplateNotes {

  static final String FORMAT =
      "Catalogs are in Keyward's own open format, not Windows' VSC: Windows reads none of them.";

  static final String CONTENT =
      " Disks are raw, VHD (fixed) or VHDX (fixed or dynamic). What counts is the content as a guest"
          + " sees it, so the same content in another format is the same disk.";

  private TemplateNotes() {}
}
