package dev.keyward.fleet.plan;

import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PowerShell's lines that carry keys from host to host. Fingerprints alone stand in them, never a
 * name of somebody else's. Files are named by fingerprint, because the subjects of two generations
 * are equal. None of these lines was run on Windows.
 */
public final class KeyTransfer {

  private static final String PASSPHRASE =
      "$passphrase = Read-Host -AsSecureString 'passphrase of the PFX files'";
  private static final String STORE =
      "$store = 'Cert:\\LocalMachine\\" + CertificateStore.NAME + "'";
  private static final String CREATE =
      "if (-not (Test-Path $store)) { New-Item -Path $store | Out-Null }";
  private static final String EXPORT =
      "Export-PfxCertificate -Cert \"$store\\%1$s\" -FilePath %1$s.pfx -Password $passphrase"
          + " -CryptoAlgorithmOption AES256_SHA256";
  private static final String IMPORT =
      "Import-PfxCertificate -FilePath %1$s.pfx -CertStoreLocation $store -Password $passphrase"
          + " -Exportable";

  private static final String IMPORT_FILE =
      "Import-PfxCertificate -FilePath '%s' -CertStoreLocation $store -Password $passphrase"
          + " -Exportable";
  private static final String MY = "Cert:\\LocalMachine\\My";

  /** Nothing in it acts in quotes, and no file of another kind is taken for a PFX file. */
  private static final Pattern FILE =
      Pattern.compile("(?i)[A-Za-z0-9_][A-Za-z0-9_. ()-]{0,120}\\.(pfx|p12)");

  private KeyTransfer() {}

  /** On the host that has the keys. */
  public static List<String> exportLines(List<GuardianCertificate> certificates) {
    List<String> lines = block(List.of(STORE, PASSPHRASE), each(certificates, EXPORT));
    lines.add(
        "# before Windows Server 2019, leave out -CryptoAlgorithmOption AES256_SHA256: the keys are"
            + " then in the older form (TripleDES_SHA1)");
    return lines;
  }

  /** On the host that is to start machines; this changes its store. */
  public static List<String> importLines(List<GuardianCertificate> certificates) {
    return block(List.of(STORE, CREATE, PASSPHRASE), each(certificates, IMPORT));
  }

  /**
   * On the host that is to start machines: takes keys from these files of a backup, which may have
   * any names; this changes its store.
   */
  public static List<String> importFileLines(List<String> files) {
    return block(
        List.of(STORE, CREATE, PASSPHRASE), files.stream().map(KeyTransfer::importFile).toList());
  }

  private static String importFile(String file) {
    boolean plain = FILE.matcher(file).matches();
    return String.format(Locale.ROOT, IMPORT_FILE, plain ? file : "FILE.pfx")
        + (plain ? "" : "   # its name cannot be printed here");
  }

  /** On a host that has keys in its personal store only: copies them to the store that counts. */
  public static List<String> fromMyLines(List<GuardianCertificate> certificates) {
    return block(
        List.of(STORE, CREATE, PASSPHRASE),
        each(certificates, EXPORT.replace("$store", MY), IMPORT));
  }

  private static List<String> each(List<GuardianCertificate> certificates, String... lines) {
    return certificates.stream()
        .map(WindowsThumbprint::of)
        .flatMap(name -> Stream.of(lines).map(line -> String.format(Locale.ROOT, line, name)))
        .toList();
  }

  /**
   * Lines in braces, which PowerShell reads to their end before it runs the first: pasted one by
   * one, the line behind the question would be taken for the passphrase.
   */
  private static List<String> block(List<String> first, List<String> then) {
    List<String> lines = new ArrayList<>(List.of("& {"));
    Stream.of(first, then).flatMap(List::stream).forEach(line -> lines.add("  " + line));
    lines.add("}");
    return lines;
  }
}
