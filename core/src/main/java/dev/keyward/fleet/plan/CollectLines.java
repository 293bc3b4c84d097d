package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * PowerShell's lines that tell more of hosts; they only read. The statements are those of the page
 * {@code cli/docs/hyperv-hosts.md}.
 */
public final class CollectLines {

  /** Which keys the hosts have. */
  public static final String CERTIFICATES =
      "Invoke-Command $hosts { Get-ChildItem 'Cert:\\LocalMachine\\"
          + CertificateStore.NAME
          + "', Cert:\\LocalMachine\\My | Select-Object Thumbprint, HasPrivateKey, @{n='Store';"
          + " e={Split-Path $_.PSParentPath -Leaf}}, @{n='RawData'; e={,$_.RawData}} } |"
          + " Export-Clixml certificates.clixml";

  /** The machines of the hosts with their protectors, and why one cannot be read. */
  public static final List<String> MACHINES =
      List.of(
          "Invoke-Command $hosts { foreach ($vm in Get-VM) {",
          "  $kp = $tpm = $problem = $null",
          "  try { $kp = [byte[]](Get-VMKeyProtector -VM $vm -ErrorAction Stop); $tpm ="
              + " (Get-VMSecurity -VM $vm -ErrorAction Stop).TpmEnabled } catch { $problem = \"$_\""
              + " }",
          "  [pscustomobject]@{ Name = $vm.Name; Id = $vm.Id; State = \"$($vm.State)\"; IsClustered"
              + " = $vm.IsClustered; GuestStateIsolationType = \"$($vm.GuestStateIsolationType)\";"
              + " TpmEnabled = $tpm; KeyProtector = $kp; Problem = $problem }",
          "} } | Export-Clixml vms.clixml");

  private static final int MOST_SOUGHT = 24;

  private CollectLines() {}

  /** Both statements for hosts that no input holds. */
  public static List<String> all(List<String> hosts) {
    List<String> lines = machines(hosts);
    lines.add(CERTIFICATES);
    return lines;
  }

  /** The machines of hosts once more. */
  public static List<String> machines(List<String> hosts) {
    List<String> lines = new ArrayList<>(List.of(hosts(hosts)));
    lines.addAll(MACHINES);
    return lines;
  }

  /** Where a certificate lies on any of the hosts, in any store, and whether its key is there. */
  public static List<String> search(List<GuardianCertificate> certificates) {
    String thumbprints =
        certificates.stream()
            .map(WindowsThumbprint::of)
            .distinct()
            .limit(MOST_SOUGHT)
            .map(each -> "'" + each + "'")
            .collect(Collectors.joining(", "));
    return List.of(
        "$sought = " + thumbprints,
        "Invoke-Command $hosts { Get-ChildItem Cert:\\LocalMachine -Recurse | Where-Object"
            + " Thumbprint -in $using:sought | Select-Object Thumbprint, HasPrivateKey,"
            + " PSParentPath }");
  }

  private static String hosts(List<String> hosts) {
    boolean printable = hosts.stream().allMatch(GrantLines::isPlain);
    return printable && !hosts.isEmpty()
        ? "$hosts = "
            + hosts.stream().map(each -> "'" + each + "'").collect(Collectors.joining(", "))
        : "$hosts = 'NAME'   # the names of the hosts";
  }
}
