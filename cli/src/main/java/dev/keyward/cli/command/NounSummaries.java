package dev.keyward.cli.command;

import java.util.Map;

/** One line for each noun, which the bare command lists. */
final class NounSummaries {

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry(
              "guardian", "make, import, renew and back up guardians, and decide which to trust"),
          Map.entry("protector", "create and check key protectors, and grant and revoke access"),
          Map.entry("audit", "check thousands of protectors without any key, and report findings"),
          Map.entry("vm", "shield a virtual machine's vTPM state and secrets, and open them again"),
          Map.entry("template", "sign template disks, and check what was signed"),
          Map.entry(
              "shielding-data", "seal answer files for a hoster, and say which disks to accept"),
          Map.entry("hgs", "run a Host Guardian Service for KVM fabrics and tests"),
          Map.entry("host", "run a guarded host that starts shielded VMs"),
          Map.entry(
              "fleet", "see which service or Hyper-V host can start which VM, in which outage"),
          Map.entry("demo", "play whole scenarios on this machine"),
          Map.entry("bench", "measure how fast bulk work is on this machine"),
          Map.entry("completion", "print a script that completes commands in your shell"),
          Map.entry("version", "print the version; with --verbose also what Keyward runs on"),
          Map.entry("help", "explain a noun, a verb, or a topic"));

  private NounSummaries() {}

  /** The line of a noun; empty for one without a line. */
  static String of(String noun) {
    return ALL.getOrDefault(noun, "");
  }
}
