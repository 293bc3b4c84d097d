package dev.keyward.cli.advice;

import static dev.keyward.fleet.FleetFindingCode.*;

import dev.keyward.fleet.FleetFindingCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The table of all findings of fleets. */
final class FleetAdvice {

  private static final String STORE = "store-test-only";
  private static final String ENDED = "identity/attestation-certificate-ended";
  private static final String NOW = "2026-11-23T00:00:00Z";
  private static final String CHECK = "fleet check t.yaml --protectors vms.d";
  private static final String SERVICE = "guardian import branch branch.xml --allow-untrusted-root";

  private static final String SITES =
      "schema: keyward.fleet/1\nsites: [dc, br]\nlinks: [{name: wan, between: [dc, br]}]\n";
  private static final String TWO =
      SITES
          + "hgs:\n"
          + "  - {name: datacenter-hgs, site: dc, nodes: [{name: dc-a}, {name: dc-b}], registered:"
          + " [h]}\n"
          + "  - {name: branch-hgs, site: br, nodes: [{name: br-a}, {name: br-b}], registered:"
          + " [h]}\n"
          + "hosts: [{name: h, site: br, version: 1809, primary: branch-hgs, fallback:"
          + " datacenter-hgs}]\n"
          + "vms: [{name: vm, host: h}]\n";

  /** One service, with its folder. */
  private static final String FOLDER =
      SITES
          + "hgs: [{name: branch, site: br, folder: hgs}]\n"
          + "hosts: [{name: host-1, site: br, version: 1809, primary: branch}]\n"
          + "vms: [{name: vm, host: host-1}]\n";

  /** Of these the words say who has to act. */
  static final Set<FleetFindingCode> LEFT_TO_PEOPLE =
      EnumSet.of(
          SHARED_CERTIFICATES,
          PROTECTOR_UNUSABLE,
          PROTECTOR_DAMAGED,
          NO_SERVICE,
          HOST_WITHOUT_SERVICE,
          NO_HOST_STARTS,
          HOST_NOT_COLLECTED,
          HOST_KEY_UNKNOWN,
          OWN_HOST_CANNOT_START,
          HOST_CERTIFICATE_ENDED,
          HOST_CERTIFICATE_ENDING,
          HOST_TOO_OLD,
          OTHER_ATTESTATION_MODE,
          HOST_NOT_GUARDED,
          VM_NOT_IN_TOPOLOGY,
          FOLDER_OF_ANOTHER_GUARDIAN,
          HOST_HAS_OTHER_NAME,
          LOOK_ALIKE_NAME,
          JUDGED_DIFFERENTLY,
          NOT_COMPARED,
          SINGLE_POINT_OF_FAILURE);

  private final Map<FleetFindingCode, Advised> rows = new EnumMap<>(FleetFindingCode.class);

  FleetAdvice() {
    grants();
    services();
    hosts();
    keysOfHosts();
    localHosts();
    measured();
    people();
  }

  Map<FleetFindingCode, Advised> rows() {
    return rows;
  }

  private static Advised of(String topology, String... guardians) {
    return Advised.in(STORE, NOW, CHECK, "write t.yaml " + topology, protector("vm", guardians));
  }

  private static String protector(String vm, String... guardians) {
    return "protector create --owner central-it --guardian "
        + String.join(" --guardian ", guardians)
        + " -o vms.d/"
        + vm
        + ".kp";
  }

  private void grants() {
    String node = TWO.replace("{name: br-a}", "{name: br-a, vm: vm}");
    rows.put(HGS_ONLY_ITSELF, of(node, "branch-hgs"));
    String third =
        node.replace("hgs:\n", "hgs:\n  - {name: spare, guardian: business-it, site: dc}\n");
    rows.put(HGS_WITHOUT_OTHER, of(third, "branch-hgs", "business-it"));
    rows.put(TRAP, of(TWO, "datacenter-hgs"));
    rows.put(CANNOT_START, of(TWO.replace(", fallback: datacenter-hgs", ""), "datacenter-hgs"));
    rows.put(WITHOUT_BOTH_GUARDIANS, of(TWO, "branch-hgs"));
    rows.put(
        CIRCULAR_START,
        Advised.in(
                STORE,
                NOW,
                CHECK,
                "write t.yaml " + circle(),
                protector("a-vm", "branch-hgs"),
                protector("b-vm", "datacenter-hgs"))
            .where(Map.of("NAME", "business-it")));
  }

  /** Each service runs in a machine that the other one starts; a third service could help. */
  private static String circle() {
    String hosts = "registered: [a-host, b-host]";
    return SITES
        + "hgs:\n"
        + "  - {name: datacenter-hgs, site: dc, nodes: [{name: a-1, vm: a-vm}], "
        + hosts
        + "}\n  - {name: branch-hgs, site: br, nodes: [{name: b-1, vm: b-vm}], "
        + hosts
        + "}\n  - {name: third, guardian: business-it, site: dc, nodes: [{name: c-1}], "
        + hosts
        + "}\n"
        + "hosts:\n"
        + "  - {name: a-host, site: dc, version: 1809, primary: third, fallback: branch-hgs}\n"
        + "  - {name: b-host, site: br, version: 1809, primary: branch-hgs, fallback:"
        + " datacenter-hgs}\n"
        + "vms: [{name: a-vm, host: a-host}, {name: b-vm, host: b-host}]\n";
  }

  private void services() {
    String metadata = "hgs metadata hgs -o branch.xml";
    String topology = "write t.yaml " + FOLDER;
    String made = protector("vm", "branch");
    rows.put(
        SERVICE_KEYS_UNUSABLE,
        Advised.in(
                STORE,
                NOW,
                CHECK,
                metadata,
                SERVICE,
                made,
                topology,
                "hgs certificate add hgs --use encryption --primary",
                "hgs certificate disable hgs --force " + ENCRYPTION,
                "hgs metadata hgs -o new.xml")
            .where(Map.of("METADATA", "new.xml")));
    rows.put(
        GUARDIAN_OUT_OF_DATE,
        Advised.in(
                STORE,
                NOW,
                CHECK,
                metadata,
                SERVICE,
                made,
                topology,
                "hgs certificate add hgs --use encryption --primary")
            .where(Map.of("DIR", "hgs", "METADATA", "new.xml")));
    rows.put(
        SERVICE_CANNOT_ATTEST,
        Advised.in(
                STORE,
                NOW,
                CHECK,
                metadata,
                SERVICE,
                made,
                topology,
                "hgs certificate disable hgs --force " + ATTESTATION)
            .where(Map.of("DIR", "hgs")));
    rows.put(SERVICE_CERTIFICATE_ENDED, ended("2027-06-01T00:00:00Z"));
    rows.put(SERVICE_CERTIFICATE_ENDING, ended("2026-12-10T00:00:00Z"));
    rows.put(
        NOT_REGISTERED,
        Advised.in(STORE, NOW, CHECK, metadata, SERVICE, made, topology.replace("host-1", "host-9"))
            .where(Map.of("DIR", "hgs", "host-key.pem", "hosts/host-3.pem")));
    rows.put(
        OUT_OF_SYNC,
        Advised.in(
                STORE,
                NOW,
                CHECK,
                metadata,
                SERVICE,
                protector("vm", "branch", "datacenter-hgs"),
                "write t.yaml "
                    + TWO.replace(
                            "{name: branch-hgs, site: br, nodes: [{name: br-a}, {name: br-b}],"
                                + " registered: [h]}",
                            "{name: branch, site: br, folder: hgs}")
                        .replace("registered: [h]", "registered: [host-1, spare]")
                        .replace(
                            "primary: branch-hgs, fallback: datacenter-hgs}",
                            "primary: datacenter-hgs, fallback: branch}, {name: spare, site: dc,"
                                + " version: 1809}")
                        .replace("name: h,", "name: host-1,")
                        .replace("host: h}", "host: host-1}"))
            .where(Map.of("DIR", "hgs", "host-key.pem", "hosts/host-3.pem")));
  }

  /** The primary ones of the folder {@code hgs}. */
  private static final String ENCRYPTION =
      "0c97661d2fc8fc7e012b84e30cba036b107411648139f807bbf18d84e675ccbf";

  private static final String SIGNING =
      "e523b9bf5b2058a638cc1b7eff66fa87b68ac185426ccd4179f297b81ad46736";

  private static final String ATTESTATION =
      "5da39fd0bd952a530ce234fc79bdb4d52c6a2d82e90c1a5e6e7b9be1082bae86";

  private static Advised ended(String now) {
    return Advised.in(ENDED, now, "fleet check f.yaml --protectors a.kp")
        .where(Map.of("DIR", "hgs"));
  }

  private void hosts() {
    String answer = "answer client.json host show hosts/new --output json";
    String primary = "--primary https://branch-hgs";
    for (FleetFindingCode code : EnumSet.of(FALLBACK_IS_PRIMARY, FALLBACK_ON_OLD_HOST)) {
      boolean twice = code == FALLBACK_IS_PRIMARY;
      String version = twice ? "version: 1809, " : "version: 1607, ";
      String fallback = twice ? "https://branch-hgs" : "https://datacenter-hgs";
      String topology =
          TWO.replace("version: 1809, ", version)
              .replace(
                  "primary: branch-hgs, fallback: datacenter-hgs", "configuration: client.json");
      rows.put(
          code,
          Advised.in(
                  STORE,
                  NOW,
                  CHECK,
                  protector("vm", "branch-hgs", "datacenter-hgs"),
                  "write t.yaml " + topology,
                  "host configure hosts/new " + primary + " --fallback " + fallback,
                  answer)
              .where(Map.of("DIR", "hosts/new"))
              .then(answer));
    }
  }

  /** The host says its own key, and whom it takes as the guardian of its service. */
  private void keysOfHosts() {
    String configure = "host configure hosts/new --primary https://branch --guardian branch";
    String answer = "answer client.json host show hosts/new --output json";
    String topology =
        "write t.yaml " + FOLDER.replace("primary: branch", "configuration: client.json");
    List<String> start =
        List.of("hgs metadata hgs -o branch.xml", SERVICE, protector("vm", "branch"), topology);
    List<String> ready = List.of(configure, answer);
    rows.put(
        HOST_KEY_DIFFERS,
        row(start, ready).where(Map.of("DIR", "hgs", "host-key.pem", "hosts/new/host-key.pem")));
    rows.put(
        HOST_HAS_OTHER_NAME,
        row(start, ready, List.of("hgs host add hgs renamed --key hosts/new/host-key.pem")));
    rows.put(
        HOST_PIN_OUT_OF_DATE,
        row(
                start,
                ready,
                List.of(
                    "hgs certificate add hgs --use signing --primary --key-size 2048",
                    "hgs metadata hgs -o new.xml --signed-by " + SIGNING,
                    "guardian update branch new.xml"))
            .where(Map.of("DIR", "hosts/new"))
            .then(answer));
  }

  /** The five hosts that were worked out by hand, all of them in local mode here. */
  private void localHosts() {
    String certificates = ", mode: local, certificates: hyperv-hosts/certificates.clixml}";
    String topology =
        "schema: keyward.fleet/1\nsites: [dc]\nhosts:\n"
            + "  - {name: HV1, site: dc"
            + certificates
            + "\n  - {name: HV2, site: dc"
            + certificates
            + "\n  - {name: HV5, site: dc"
            + certificates
            + "\n  - {name: HV6, site: dc, mode: local}\nvms:\n"
            + "  - {name: web-02, host: HV2}\n"
            + "  - {name: db-02, host: HV2}\n"
            + "  - {name: edge-01, host: HV5}\n"
            + "  - {name: app-02, host: HV6}\n";
    for (FleetFindingCode code :
        EnumSet.of(
            HOST_NOT_COLLECTED,
            HOST_KEY_UNKNOWN,
            OWN_HOST_CANNOT_START,
            HOST_CERTIFICATE_ENDED,
            HOST_CERTIFICATE_ENDING)) {
      rows.put(
          code,
          Advised.in(
              STORE,
              "2026-11-29T12:00:00Z",
              "fleet check t.yaml --protectors hyperv-hosts/vms.clixml",
              "write t.yaml " + topology));
    }
  }

  @SafeVarargs
  private static Advised row(List<String>... parts) {
    List<String> lines = new ArrayList<>();
    for (List<String> part : parts) {
      lines.addAll(part);
    }
    return Advised.in(STORE, NOW, CHECK, lines.toArray(String[]::new));
  }

  /** Two services that judge the boots of a host, one of them without a policy. */
  private void measured() {
    String topology =
        SITES
            + "hgs:\n  - {name: datacenter-hgs, site: dc, folder: other}\n"
            + "  - {name: branch-hgs, site: br, folder: hgs-measured}\n"
            + "hosts: [{name: h, site: br, version: 1809, primary: branch-hgs, fallback:"
            + " datacenter-hgs}]\nvms: [{name: vm, host: h}]\n";
    String made = "hgs init other --name other --attestation tpm --key-size 2048";
    rows.put(NOT_COMPARED, Advised.in(STORE, NOW, CHECK, made, "write t.yaml " + topology));
    rows.put(
        JUDGED_DIFFERENTLY,
        Advised.in(
            STORE,
            NOW,
            CHECK,
            made,
            "write t.yaml "
                + topology.replace(
                    "datacenter-hgs}]", "datacenter-hgs, measuredLog: measured/host-1.log}]")));
  }

  private void people() {
    String twins =
        TWO.replace(
            "name: datacenter-hgs, site", "name: datacenter-hgs, guardian: branch-hgs, site");
    String another = FOLDER.replace("branch, site", "branch, guardian: branch-hgs, site");
    rows.put(FOLDER_OF_ANOTHER_GUARDIAN, of(another, "branch-hgs"));
    rows.put(SHARED_CERTIFICATES, of(twins, "branch-hgs"));
    rows.put(
        PROTECTOR_UNUSABLE,
        Advised.in(
            STORE, NOW, CHECK, "write t.yaml " + TWO, "copy protectors/tampered.xml vms.d/vm.xml"));
    rows.put(
        PROTECTOR_DAMAGED,
        Advised.in(
            STORE,
            NOW,
            CHECK,
            "write t.yaml " + TWO,
            "copy protectors/cut-off.xml vms.d/current/vm.kp",
            "copy protectors/hgs-vm.xml vms.d/backup/vm.kp"));
    rows.put(
        NO_SERVICE,
        of(FOLDER.replaceAll("hgs: .*\n", "").replace(", primary: branch", ""), "branch-hgs"));
    String nobody = "primary: branch-hgs, fallback: datacenter-hgs";
    rows.put(HOST_WITHOUT_SERVICE, of(TWO.replace(", " + nobody, ""), "branch-hgs"));
    rows.put(NO_HOST_STARTS, configured("{\"Mode\": \"Local\"}"));
    rows.put(
        HOST_TOO_OLD,
        of(
            TWO.replace("site: br, nodes", "site: br, protocol: v2.0, nodes")
                .replace("1809", "1709"),
            "branch-hgs"));
    rows.put(
        OTHER_ATTESTATION_MODE,
        of(
            TWO.replace("site: br, nodes", "site: br, attestation: tpm, nodes")
                .replace("version: 1809", "version: 1809, attestation: active-directory"),
            "branch-hgs"));
    rows.put(
        HOST_NOT_GUARDED,
        configured(
            "{\"IsHostGuarded\": false, \"Mode\": 1, \"AttestationStatus\": 301,"
                + " \"KeyProtectionServerUrl\": \"http://branch-hgs/KeyProtection\","
                + " \"AttestationServerUrl\": \"http://branch-hgs/Attestation\"}"));
    rows.put(
        VM_NOT_IN_TOPOLOGY,
        Advised.in(
            STORE,
            NOW,
            CHECK,
            "write t.yaml " + TWO,
            protector("vm", "branch-hgs"),
            protector("stray", "branch-hgs")));
    rows.put(
        LOOK_ALIKE_NAME,
        Advised.in(
            STORE,
            NOW,
            CHECK,
            "write t.yaml " + TWO.replace("{name: vm, host: h}", "{name: dc01, host: h}"),
            protector("dc01", "branch-hgs"),
            protector("dcO1", "branch-hgs")));
    String single = TWO.replace(", {name: br-b}", "").replace(", fallback: datacenter-hgs", "");
    rows.put(SINGLE_POINT_OF_FAILURE, of(single, "branch-hgs"));
  }

  private static Advised configured(String json) {
    String topology =
        TWO.replace("primary: branch-hgs, fallback: datacenter-hgs", "configuration: client.json");
    return Advised.in(
        STORE,
        NOW,
        CHECK,
        "write client.json " + json,
        "write t.yaml " + topology,
        protector("vm", "branch-hgs"));
  }
}
