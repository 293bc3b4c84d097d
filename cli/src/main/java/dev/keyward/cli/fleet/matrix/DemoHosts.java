package dev.keyward.cli.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.file.ProtectorEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Three Hyper-V hosts of the demonstration and their twelve VMs, as PowerShell collects them. The
 * private keys are forgotten at once: what is collected holds none.
 */
final class DemoHosts {

  static final String VMS = "vms.clixml";
  static final String CERTIFICATES = "certificates.clixml";
  static final String AFTER = "certificates-after.clixml";

  private static final String HEAD =
      "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n";
  private static final int KEY_BITS = 2048;
  private static final int DAYS = 3650;
  private static final int NEAR_END = 50;
  private static final String NO_PROTECTOR = "AAAABA==";

  private final Session session;
  private final Path folder;
  private final Map<String, GuardianKeys> guardians = new LinkedHashMap<>();

  DemoHosts(Session session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /** Makes the guardians of the hosts, one of them replaced, and writes what is collected. */
  void make() throws KeywardException, IOException {
    for (String host : List.of("HV0", "HV1", "HV2", "HV3")) {
      // The first host of the cluster was installed nearly ten years ago.
      int age = host.equals("HV1") ? DAYS - NEAR_END : 1000;
      guardians.put(
          host,
          new GuardianMaker(session.random(), session.tools().engine())
              .create(
                  new GuardianMaker.Plan(
                      GuardianName.parse("UntrustedGuardian"), KEY_BITS, DAYS, host),
                  session.now().minus(Duration.ofDays(age))));
    }
    write(VMS, machines());
    write(CERTIFICATES, certificates(false));
    write(AFTER, certificates(true));
  }

  private void write(String file, String objects) throws IOException, KeywardException {
    byte[] content = (HEAD + objects + "</Objs>\n").getBytes(StandardCharsets.UTF_8);
    SafeFiles.write(folder.resolve(file), content, false, false);
  }

  private String machines() throws KeywardException {
    StringBuilder all = new StringBuilder();
    int number = 0;
    for (String vm :
        List.of(
            "web-01 HV1 HV1",
            "web-02 HV1 HV1",
            "web-03 HV2 HV1",
            "db-01 HV2 HV2",
            "db-02 HV2 HV2",
            "db-03 HV1 HV2",
            "app-01 HV3 HV3",
            "app-02 HV3 HV3",
            "app-03 HV3 HV3",
            "app-04 HV3 HV3",
            "old-01 HV3 HV0",
            "plain-01 HV3 -")) {
      String[] parts = vm.split(" ");
      number++;
      all.append(machine(number, parts[0], parts[1], protector(parts[2])));
    }
    return all.toString();
  }

  private Optional<GuardianKeys> guardian(String host) {
    return Optional.ofNullable(guardians.get(host));
  }

  private String protector(String owner) throws KeywardException {
    Optional<GuardianKeys> keys = guardian(owner);
    if (keys.isEmpty()) {
      return NO_PROTECTOR;
    }
    byte[] document =
        new ProtectorAuthor(session.tools()).create(keys.get().signing(), List.of()).encode();
    return Base64.getEncoder().encodeToString(ProtectorEncoding.FRAMED.encode(document));
  }

  private static String machine(int number, String name, String host, String protector) {
    boolean clustered = !host.equals("HV3");
    return String.format(
        Locale.ROOT,
        "  <Obj RefId=\"%d\"><MS><S N=\"Name\">%s</S>"
            + "<G N=\"Id\">6b0e3c1a-7d52-4c1e-9a5f-%012d</G><B N=\"IsClustered\">%b</B>"
            + "<BA N=\"KeyProtector\">%s</BA><S N=\"PSComputerName\">%s</S></MS></Obj>\n",
        number,
        name,
        number,
        clustered,
        protector,
        host);
  }

  /**
   * @param moved whether HV2 has imported the keys of HV1
   */
  private String certificates(boolean moved) {
    StringBuilder all = new StringBuilder();
    all.append(pair("HV1", "HV1")).append(pair("HV1", "HV2"));
    all.append(pair("HV2", "HV2")).append(pair("HV3", "HV3"));
    return moved ? all.append(pair("HV2", "HV1")).toString() : all.toString();
  }

  private String pair(String host, String guardian) {
    return guardian(guardian)
        .map(
            keys ->
                held(host, keys.guardian().signing()) + held(host, keys.guardian().encryption()))
        .orElseThrow();
  }

  private static String held(String host, GuardianCertificate certificate) {
    return "  <Obj><MS><B N=\"HasPrivateKey\">true</B>"
        + "<S N=\"Store\">Shielded VM Local Certificates</S><BA N=\"RawData\">"
        + Base64.getEncoder().encodeToString(certificate.der())
        + "</BA><S N=\"PSComputerName\">"
        + host
        + "</S></MS></Obj>\n";
  }
}
