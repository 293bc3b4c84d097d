package dev.keyward.cli.fleet;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Place;
import dev.keyward.fleet.draft.TopologyDraft.Machine;
import dev.keyward.fleet.matrix.HostBook;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The machines whose protectors an audit found, each with a name of its own: the last part of its
 * path or its name in an export, and where that is not unique as much more as it takes.
 */
final class FoundMachines implements AuditReceiver {

  private static final int LONGEST_NAME = 256;

  /** What a topology takes as the name of a host. */
  private static final Predicate<String> HOST =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}").asMatchPredicate();

  /** By what makes two files one machine: the same path but for the ending. */
  private final Map<String, Found> found = new LinkedHashMap<>();

  private record Found(Place place, List<String> names, Set<String> guardians, boolean judged) {}

  @Override
  public void protector(AuditedProtector protector) {
    Place place = protector.place();
    if (place.lastKnownGood()) {
      return;
    }
    Set<String> guardians = new HashSet<>();
    protector.set().guardians().forEach(party -> party.name().ifPresent(guardians::add));
    List<String> names =
        place.entry().isPresent()
            ? List.of(place.vm(), atHost(place), place.unambiguous())
            : VmName.ends(VmName.withoutEnding(place.file()));
    String key =
        place.entry().isPresent()
            ? place.file() + "#" + place.entry().getAsInt()
            : VmName.withoutEnding(place.file());
    found.merge(
        key,
        new Found(place, names, guardians, isJudged(protector)),
        // A shielded VM carries the protector that lies beside it as a file of its own.
        (first, second) -> first.guardians().isEmpty() ? second : first);
  }

  /** Not one without a protector or with its key elsewhere: there is no host to look for. */
  private static boolean isJudged(AuditedProtector protector) {
    boolean tpm = protector.facts().tpm().orElse(false);
    return !protector.facts().isTrustedLaunch() && (protector.standing() != Standing.NONE || tpm);
  }

  private static String atHost(Place place) {
    return place.mark().host().map(host -> place.vm() + "@" + host).orElse(place.vm());
  }

  @Override
  public void finish(AuditSummary summary) {}

  /** All of them; one that no name can be written for is left out. */
  List<Machine> machines() {
    return machines(each -> true, each -> Optional.empty());
  }

  /** The same with the hosts that list them, each spelled in one way. */
  List<Machine> onHosts() {
    List<String> hosts =
        found.values().stream().flatMap(each -> each.place().mark().host().stream()).toList();
    HostBook book = new HostBook(hosts);
    return machines(
        Found::judged, each -> each.place().mark().host().flatMap(book::find).filter(HOST::test));
  }

  private List<Machine> machines(Predicate<Found> wanted, Function<Found, Optional<String>> host) {
    Map<String, Integer> times = new HashMap<>();
    found
        .values()
        .forEach(
            each ->
                each.names().stream()
                    .distinct()
                    .forEach(n -> times.merge(key(n), 1, Integer::sum)));
    List<Machine> machines = new ArrayList<>();
    Set<String> given = new HashSet<>();
    for (Found each : found.values()) {
      each.names().stream()
          .filter(FoundMachines::canBeWritten)
          .filter(name -> wanted.test(each))
          .filter(name -> times.getOrDefault(key(name), 0) == 1 && given.add(key(name)))
          .findFirst()
          .ifPresent(name -> machines.add(machine(name, each, host.apply(each))));
    }
    return machines;
  }

  /** Folded, so that no two names differ by their case only. */
  private static String key(String name) {
    return VmName.folded(name);
  }

  private static Machine machine(String name, Found found, Optional<String> host) {
    boolean byName = name.equals(found.names().get(0));
    return new Machine(
        name, byName ? Optional.empty() : Optional.of(name), found.guardians(), host);
  }

  /** How many were found, also those that no name can be written for. */
  int count() {
    return found.size();
  }

  /** How many of them need a key of some host. */
  int judged() {
    return (int) found.values().stream().filter(Found::judged).count();
  }

  private static boolean canBeWritten(String name) {
    return name.matches("\\P{C}+") && name.codePointCount(0, name.length()) <= LONGEST_NAME;
  }
}
