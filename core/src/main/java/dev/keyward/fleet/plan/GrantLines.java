package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.MatrixVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PowerShell's lines that grant access to a machine, for keys that cannot be exported. The
 * protector is always read afresh, and never replaced by another one: no other opens the virtual
 * TPM that is there.
 */
final class GrantLines {

  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private GrantLines() {}

  /** On the host that is to start machines: writes what others need to grant it access. */
  static List<String> publicPart(String host) {
    return List.of(
        "Get-HgsGuardian -Name 'UntrustedGuardian' | Export-HgsGuardian -Path " + file(host));
  }

  /** Names of hosts come from strangers; one that PowerShell could act on gets another file. */
  private static String file(String host) {
    return HOST.matcher(host).matches() ? host + ".xml" : "target.xml";
  }

  private static String name(String host) {
    return HOST.matcher(host).matches() ? host : "target";
  }

  /**
   * On the host that starts the machine: grants the other host access.
   *
   * @param host the other host
   */
  static List<String> grant(String host, List<MatrixVm> vms) {
    // A line that fails leaves a variable as it was, and the next line would take what is left:
    // another guardian, or the protector of another machine.
    List<String> lines = new ArrayList<>(List.of("$guardian = $null"));
    lines.add(
        "$guardian = Import-HgsGuardian -Path "
            + file(host)
            + " -Name '"
            + name(host)
            + "' -AllowUntrustedRoot   # add -AllowExpired if its certificates have ended");
    for (MatrixVm vm : vms) {
      lines.add("$vm = $protector = $granted = $null");
      lines.add(
          "$vm = " + pick(vm).orElse("Get-VM -Name NAME   # its name cannot be printed here"));
      lines.addAll(
          List.of(
              "Stop-VM -VM $vm",
              "$protector = ConvertTo-HgsKeyProtector -Bytes (Get-VMKeyProtector -VM $vm)",
              "$granted = Grant-HgsKeyProtectorAccess -KeyProtector $protector -Guardian"
                  + " $guardian -AllowUntrustedRoot",
              "Set-VMKeyProtector -VM $vm -KeyProtector $granted.RawData",
              "Start-VM -VM $vm"));
    }
    lines.add("# undo: Set-VMKeyProtector -VM $vm -RestoreLastKnownGoodKeyProtector");
    return lines;
  }

  /** A machine by its id, which nothing acts on. */
  private static Optional<String> pick(MatrixVm vm) {
    return vm.id().filter(id -> GUID.matcher(id).matches()).map(id -> "Get-VM -Id " + id);
  }
}
