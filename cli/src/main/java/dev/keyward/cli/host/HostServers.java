package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.PinnedGuardian;
import java.io.IOException;
import java.util.Optional;

/** The two services that the options of {@code host configure} name. */
final class HostServers {

  private final Arguments arguments;
  private final Roster roster;

  HostServers(Arguments arguments, Session session) throws UsageException {
    this.arguments = arguments;
    this.roster = new Roster(session);
  }

  HgsServer primary() throws KeywardException, IOException, UsageException {
    Optional<HgsAddress> address = address("primary", "");
    if (address.isEmpty()) {
      throw new UsageException("missing --primary, or --key-protection and --attestation");
    }
    return new HgsServer(address.get(), pinned("guardian"));
  }

  Optional<HgsServer> fallback() throws KeywardException, IOException, UsageException {
    Optional<HgsAddress> address = address("fallback", "fallback-");
    if (address.isEmpty()) {
      if (arguments.has("fallback-guardian")) {
        throw new UsageException("--fallback-guardian without a fallback");
      }
      return Optional.empty();
    }
    return Optional.of(new HgsServer(address.get(), pinned("fallback-guardian")));
  }

  private Optional<HgsAddress> address(String base, String prefix) throws UsageException {
    String keyProtection = prefix + "key-protection";
    String attestation = prefix + "attestation";
    Optional<String> first = arguments.value(keyProtection);
    Optional<String> second = arguments.value(attestation);
    if (arguments.has(base)) {
      arguments.refuse(base, keyProtection, attestation);
      return Optional.of(read("--" + base, () -> HgsAddress.parse(arguments.required(base))));
    }
    if (first.isPresent() != second.isPresent()) {
      throw new UsageException("--" + keyProtection + " and --" + attestation + " go together");
    }
    return first.isEmpty()
        ? Optional.empty()
        : Optional.of(
            read(
                "--" + keyProtection + ", --" + attestation,
                () -> HgsAddress.parse(first.get(), second.get())));
  }

  private interface Reader {
    HgsAddress read() throws KeywardException, UsageException;
  }

  private static HgsAddress read(String option, Reader reader) throws UsageException {
    try {
      return reader.read();
    } catch (KeywardException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  private Optional<PinnedGuardian> pinned(String option)
      throws KeywardException, IOException, UsageException {
    Optional<String> name = arguments.value(option);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(HostPins.of(roster.require(name.get()).history()));
  }
}
