package dev.keyward.fleet.topology;

import dev.keyward.KeywardException;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.fleet.topology.fact.HostPin;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.internal.json.ForeignObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the configuration of a host says of keys: only Keyward's own answers say anything. */
final class HostKeyFields {

  private HostKeyFields() {}

  /**
   * Reads the fields.
   *
   * @param primary the service that the host asks first
   * @param fallback the one it asks then
   */
  static HostFacts.Keys read(
      ForeignObject fields, Optional<String> primary, Optional<String> fallback)
      throws KeywardException {
    Optional<String> host = fields.text("HostKeySha256");
    List<HostPin> pins = new ArrayList<>();
    pin(fields, "", primary).ifPresent(pins::add);
    pin(fields, "Fallback", fallback).ifPresent(pins::add);
    return new HostFacts.Keys(
        host.isPresent() ? Optional.of(Thumbprint.parse(host.get())) : Optional.empty(), pins);
  }

  private static Optional<HostPin> pin(
      ForeignObject fields, String prefix, Optional<String> service) throws KeywardException {
    String field = prefix + "GuardianSigningSha256";
    List<String> digits = fields.texts(field);
    if (service.isEmpty() || digits.isEmpty()) {
      return Optional.empty();
    }
    if (digits.size() > PinnedGuardian.MAX_KEYS) {
      throw ClientConfiguration.bad(digits.size() + " keys in " + field);
    }
    Set<Thumbprint> keys = new TreeSet<>();
    for (String each : digits) {
      keys.add(Thumbprint.parse(each));
    }
    GuardianName name = GuardianName.parse(fields.text(prefix + "GuardianName").orElse(""));
    return Optional.of(new HostPin(service.get(), new PinnedGuardian(name, keys)));
  }
}
