package dev.keyward.cli.host;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.view.AddresseesView;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.host.Acceptance;
import dev.keyward.host.StartedVm;
import dev.keyward.protector.known.KnownGuardians;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A started VM as people read it: its owner, and who sealed it. No key is named by its claim. */
final class StartedView {

  private final StartedVm started;
  private final AddresseesView addressees;
  private final Optional<String> sealer;

  private StartedView(StartedVm started, AddresseesView addressees, Optional<String> sealer) {
    this.started = started;
    this.addressees = addressees;
    this.sealer = sealer;
  }

  /** By the names of the store and of what the host has pinned. */
  static StartedView of(StartedVm started, ServiceNames names) {
    KnownGuardians known = names.known();
    VerifiedView protector = new VerifiedView(started.protector(), known, Set.of());
    return new StartedView(
        started,
        new AddresseesView(started.header().addressees(), started.protector(), known, protector),
        names.name(started.sealer(), started.side()));
  }

  /** The start by that host, for programs. */
  HostAnswer.Start answer(HostRun run) {
    return new HostAnswer.Start(
        started.vm().id().toString(),
        started.vm().name(),
        Optional.of(addressees.answer().owner()),
        started.generation(),
        started.side().code(),
        sealer.orElseGet(() -> started.sealer().label()),
        started.sealer().thumbprint().toString(),
        accepted(),
        run.earlier(),
        run.answer());
  }

  /** What the operator's word was needed for, where it was. */
  private Optional<List<String>> accepted() {
    return Optional.of(started.accepted().stream().map(Acceptance.Kind::code).sorted().toList())
        .filter(some -> !some.isEmpty());
  }

  /** The start in one line. */
  String words(String file) {
    return file
        + ": started "
        + Text.name(started.vm().name())
        + ", generation "
        + started.generation()
        + ", owner "
        + addressees.owner()
        + ", sealed by "
        + sealer.orElseGet(() -> "a guardian that calls itself " + started.sealer().label())
        + accepted().map(each -> ", accepted: " + String.join(", ", each)).orElse("");
  }

  /** What to say of an owner whose certificate is not valid. */
  Optional<String> warning(Instant now) {
    return addressees.dateWarning(now);
  }
}
