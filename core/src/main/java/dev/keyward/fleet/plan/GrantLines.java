package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.MatrixVm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PowerShell's lines that grant access to a machine, for keys that cannot be exported. The
 * protector is always read afresh, and never replaced by another one: no other opens the virtual
 * TPM that is there.
 */
public final class GrantLines {

  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String UNDO =
      "# undo: Set-VMKeyProtector -VM $vm -RestoreLastKnownGoodKeyProtector";
  private static final int MOST_MACHINES = 12;

  private GrantLines() {}

  /** On the host that is to start machines: writes what others need to grant it access. */
  static List<String> publicPart(String host) {
    return List.of(
        "Get-HgsGuardian -Name 'UntrustedGuardian' | Export-HgsGuardian -Path " + file(host));
  }

  /** Names of hosts come from strangers; one that PowerShell could act on gets another file. */
  private static String file(String host) {
    return name(host) + ".xml";
  }

  private static String name(String host) {
    return isPlain(host) ? host : "target";
  }

  /** A name of a host as a comment can hold it. */
  public static String plain(String host) {
    return isPlain(host) ? host : "a host whose name cannot be printed here";
  }

  /** Whether nothing in the name of a host can act in a line. */
  static boolean isPlain(String host) {
    return HOST.matcher(host).matches();
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
    vms.forEach(vm -> lines.addAll(grant(vm)));
    lines.add(UNDO);
    return lines;
  }

  /**
   * Makes a second guardian beside the one that stays on each host of these machines, and grants it
   * access. The owner's signing key is needed there.
   *
   * @param vms of more than 12 the first
   */
  public static List<String> renewal(List<MatrixVm> vms) {
    List<String> lines = new ArrayList<>();
    byHost(vms)
        .forEach(
            (host, machines) -> {
              lines.add("# on " + host);
              lines.add("$guardian = $null");
              lines.add(
                  "$guardian = New-HgsGuardian -Name 'LocalGuardian2' -GenerateCertificates   # this"
                      + " changes the host");
              machines.forEach(vm -> lines.addAll(grant(vm)));
            });
    if (vms.size() > MOST_MACHINES) {
      lines.add("# the same lines for " + (vms.size() - MOST_MACHINES) + " more VMs");
    }
    lines.add("# add -AllowExpired to Grant-HgsKeyProtectorAccess where a certificate has ended");
    lines.add("# then copy the new pair to every other host that is to start these VMs");
    lines.add(UNDO);
    return lines;
  }

  /**
   * Takes back the last protector that was good, for machines that have none.
   *
   * @param vms of more than 12 the first
   */
  public static List<String> lastKnownGood(List<MatrixVm> vms) {
    List<String> lines = new ArrayList<>();
    byHost(vms)
        .forEach(
            (host, machines) -> {
              lines.add("# on " + host);
              for (MatrixVm vm : machines) {
                lines.add("$vm = $null");
                lines.add("$vm = " + get(vm));
                lines.add(
                    "Set-VMKeyProtector -VM $vm -RestoreLastKnownGoodKeyProtector   # this changes"
                        + " the VM");
              }
            });
    return lines;
  }

  private static Map<String, List<MatrixVm>> byHost(List<MatrixVm> vms) {
    Map<String, List<MatrixVm>> hosts = new LinkedHashMap<>();
    for (MatrixVm vm : vms.stream().limit(MOST_MACHINES).toList()) {
      String host = vm.host().map(GrantLines::plain).orElse("the host of the VM");
      hosts.computeIfAbsent(host, absent -> new ArrayList<>()).add(vm);
    }
    return hosts;
  }

  private static List<String> grant(MatrixVm vm) {
    return List.of(
        "$vm = $protector = $granted = $null",
        "$vm = " + get(vm),
        "Stop-VM -VM $vm",
        "$protector = ConvertTo-HgsKeyProtector -Bytes (Get-VMKeyProtector -VM $vm)",
        "$granted = Grant-HgsKeyProtectorAccess -KeyProtector $protector -Guardian"
            + " $guardian -AllowUntrustedRoot",
        "Set-VMKeyProtector -VM $vm -KeyProtector $granted.RawData",
        "Start-VM -VM $vm");
  }

  private static String get(MatrixVm vm) {
    return pick(vm).orElse("Get-VM -Name NAME   # its name cannot be printed here");
  }

  /** A machine by its id, which nothing acts on. */
  private static Optional<String> pick(MatrixVm vm) {
    return vm.id().filter(id -> GUID.matcher(id).matches()).map(id -> "Get-VM -Id " + id);
  }
}
