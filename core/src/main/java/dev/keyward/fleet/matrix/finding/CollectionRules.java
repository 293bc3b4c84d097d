package dev.keyward.fleet.matrix.finding;

import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.CLUSTERS_NOT_GIVEN;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.CLUSTER_NODE_CANNOT_START;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.HOST_AMBIGUOUS;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.NOT_COLLECTED;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.TPM_WITHOUT_PROTECTOR;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.TRUSTED_LAUNCH;
import static dev.keyward.fleet.matrix.finding.MatrixFindingCode.VM_WITHOUT_PROTECTOR;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.FoundInMatrix.About;
import java.util.List;

/** What was not collected, and machines that have nothing to judge. */
final class CollectionRules {

  private static final Remedy AGAIN =
      Remedy.by(
          "collect again, and read what the host answers; cli/docs/hyperv-hosts.md has the"
              + " commands");

  private final StartMatrix matrix;
  private final FoundInMatrix found;

  CollectionRules(StartMatrix matrix, FoundInMatrix found) {
    this.matrix = matrix;
    this.found = found;
  }

  void run() {
    matrix.vms().forEach(this::machine);
    clusters();
    for (String host : matrix.inputs().wanted()) {
      if (!matrix.inputs().hold(host)) {
        found.add(
            Finding.of(NOT_COLLECTED, "no input holds the host " + host, AGAIN),
            About.hosts(List.of(host)));
      }
    }
    for (List<String> nodes : matrix.clusters()) {
      nodes.forEach(node -> node(node));
    }
    matrix.inputs().ambiguous().forEach(this::ambiguous);
  }

  private void node(String node) {
    if (!matrix.inputs().hold(node)) {
      found.add(
          Finding.of(CLUSTER_NODE_CANNOT_START, "no input holds the node " + node, AGAIN),
          About.hosts(List.of(node)));
    }
  }

  private void ambiguous(String name, List<String> hosts) {
    found.add(
        Finding.of(
            HOST_AMBIGUOUS,
            name + " may be " + String.join(" or ", hosts),
            Remedy.by("collect with the full name of the host")),
        About.hosts(List.of(name)));
  }

  private void machine(MatrixVm vm) {
    List<String> host = vm.host().map(List::of).orElseGet(List::of);
    boolean tpm = vm.facts().tpm().orElse(false);
    switch (vm.protector()) {
      case NOT_COLLECTED ->
          found.add(
              Finding.of(
                  NOT_COLLECTED,
                  "its protector was not collected"
                      + vm.facts().problem().map(text -> ": " + text).orElse(""),
                  AGAIN),
              About.vm(vm).on(host));
      case TRUSTED_LAUNCH ->
          found.add(
              Finding.of(
                  TRUSTED_LAUNCH,
                  "its key is elsewhere, not in a key protector",
                  Remedy.by("no action is needed")),
              About.vm(vm).on(host));
      case NONE ->
          found.add(
              tpm
                  ? Finding.of(
                      TPM_WITHOUT_PROTECTOR,
                      "its virtual TPM is enabled, and it has no protector",
                      Remedy.by("look for its earlier protector in backups"))
                  : Finding.of(
                      VM_WITHOUT_PROTECTOR,
                      "it has no protector",
                      Remedy.by("no action is needed")),
              About.vm(vm).on(host));
      default -> {
        // It is judged by others, or its row says what it is.
      }
    }
  }

  private void clusters() {
    for (MatrixVm vm : matrix.vms()) {
      if (vm.isClustered() && matrix.nodes(vm).isEmpty()) {
        found.add(
            Finding.of(
                CLUSTERS_NOT_GIVEN,
                "no --clusters names the cluster of its host",
                Remedy.by(
                    "add --clusters hv1+hv2 with the nodes of the cluster; (Get-ClusterNode).Name"
                        + " prints them")),
            About.vm(vm).on(vm.host().map(List::of).orElseGet(List::of)));
      }
    }
  }
}
