package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import java.util.List;
import java.util.Optional;

/** The options by which an operator starts what the host's record speaks against. */
final class AcceptOptions {

  /** All of them. */
  static final List<OptionSpec> ALL =
      List.of(
          OptionSpec.flag(
              "accept-rollback",
              "start a state that is older than the one that this host wrote last"),
          OptionSpec.flag(
              "accept-branch", "start a state of another branch, or a VM that was shielded again"),
          OptionSpec.value(
              "accept-owner",
              "SHA256",
              "start a VM that was handed over to the owner with this key or certificate"));

  private AcceptOptions() {}

  /** What the options of the command accept. */
  static Acceptance of(Arguments arguments) throws KeywardException {
    Optional<String> owner = arguments.value("accept-owner");
    return new Acceptance(
        arguments.has("accept-rollback"),
        arguments.has("accept-branch"),
        owner.isPresent() ? Optional.of(Thumbprint.parse(owner.get())) : Optional.empty());
  }
}
