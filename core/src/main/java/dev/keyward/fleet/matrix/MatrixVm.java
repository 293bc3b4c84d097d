package dev.keyward.fleet.matrix;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Place;
import dev.keyward.finding.VmFacts;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;

/**
 * A machine on a host that lists it. As found: its names come from strangers.
 *
 * @param row its place among the rows, from 0
 * @param label its name, or {@code NAME@HOST} where another machine has that name
 * @param place where its protector was found
 * @param host the host that lists it, as it is spelled everywhere; empty where no input tells
 * @param protector what is known of its protector
 * @param wrappings of a valid protector, in its order
 * @param facts what an export says beside it
 */
public record MatrixVm(
    int row,
    String label,
    Place place,
    Optional<String> host,
    ProtectorState protector,
    List<WrappingCertificates> wrappings,
    VmFacts facts) {

  /** Copies the list. */
  public MatrixVm {
    wrappings = List.copyOf(wrappings);
  }

  /** Its name or, where there is none, its id. */
  public String name() {
    return place.vm();
  }

  /** Its id, where an export has it. */
  public Optional<String> id() {
    return place.mark().id();
  }

  /** The keys that open it, each as the SHA-256 of the public key. */
  List<Thumbprint> keys() {
    return wrappings.stream().map(each -> each.encryption().keyThumbprint()).toList();
  }

  /** Whether hosts can be asked who starts it. */
  public boolean isJudged() {
    return protector == ProtectorState.VALID;
  }

  public boolean isClustered() {
    return facts.clustered().orElse(false);
  }
}
