package dev.keyward.fleet;

import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.hgs.folder.CertificateUse;
import dev.keyward.hgs.folder.HgsCertificate;
import dev.keyward.hgs.folder.HgsDescription;
import dev.keyward.protector.known.KnownGuardians;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who a service is: what its folder says is held against the guardians that are known. */
final class IdentityRules {

  private final List<HgsCluster> services;
  private final KnownGuardians known;
  private final FleetFindings findings;

  private IdentityRules(Fleet fleet, FleetFindings findings) {
    this.services = fleet.topology().clusters();
    this.known = fleet.known();
    this.findings = findings;
  }

  static void check(Fleet fleet, FleetFindings findings) {
    IdentityRules rules = new IdentityRules(fleet, findings);
    rules.services.forEach(rules::folder);
    rules.outOfDate();
  }

  private void folder(HgsCluster service) {
    Optional<HgsDescription> folder = service.facts().description();
    Optional<String> label = label(service);
    if (folder.isPresent() && label.isPresent() && !hasKeyOf(folder.get(), label.get())) {
      findings.add(
          FleetFindingCode.FOLDER_OF_ANOTHER_GUARDIAN,
          "the folder of "
              + service.name()
              + " is of "
              + folder.get().name()
              + ", without a signing key of "
              + service.guardian(),
          FleetRemedy.noCommand(
              "name another folder for "
                  + service.name()
                  + " in the topology, or the guardian that the folder is of"),
          List.of());
    }
  }

  private Optional<String> label(HgsCluster service) {
    return known.find(service.guardian()).stream().findFirst();
  }

  private boolean hasKeyOf(HgsDescription folder, String label) {
    return folder
        .enabled(CertificateUse.SIGNING)
        .map(HgsCertificate::certificate)
        .anyMatch(each -> known.holders(each, each, false).signer().equals(Optional.of(label)));
  }

  /** Once for each guardian, however many services are that guardian. */
  private void outOfDate() {
    Set<String> labels = new TreeSet<>();
    services.forEach(service -> label(service).ifPresent(labels::add));
    for (String label : labels) {
      known
          .outOfDate(label)
          .ifPresent(
              each ->
                  findings.add(
                      FleetFindingCode.GUARDIAN_OUT_OF_DATE,
                      each.words(),
                      Remedy.by(each.remedy()),
                      List.of()));
    }
  }
}
