package dev.keyward.audit.policy;

import dev.keyward.KeywardException;
import dev.keyward.finding.Place;
import dev.keyward.internal.json.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules of an audit policy, file form {@code keyward.audit-policy/1}: YAML of at most 1 MiB
 * with general rules and groups of VMs with their own.
 *
 * <p>The first group that a VM's name matches applies. What a group states takes the place of the
 * general rule of that key, {@code guardians.required}, {@code .allowed} and {@code .forbidden}
 * each by itself; what it does not state stays as it is in general.
 */
public final class PolicyRules {

  /** The value of the key {@code schema}. */
  public static final String SCHEMA = "keyward.audit-policy/1";

  private final AuditRules general;
  private final List<Group> groups;
  private final List<GuardianReference> references;
  private final List<AcceptedRisk> accepted;

  /**
   * A group of VMs and the whole of its rules.
   *
   * @param vms the names of its machines; empty for all
   * @param folders the folders of their files; empty for all
   */
  record Group(Optional<VmNames> vms, Optional<VmNames> folders, AuditRules rules) {

    boolean has(PolicySubject subject) {
      return vms.map(names -> names.containAny(subject.names())).orElse(true)
          && folders.map(names -> names.containAny(subject.folders())).orElse(true);
    }
  }

  PolicyRules(
      AuditRules general,
      List<Group> groups,
      List<GuardianReference> references,
      List<AcceptedRisk> accepted) {
    this.general = general;
    this.groups = List.copyOf(groups);
    this.references = List.copyOf(references);
    this.accepted = List.copyOf(accepted);
  }

  /**
   * Reads a policy.
   *
   * @param yaml the file: UTF-8, with or without byte order mark
   * @param where what to call the file in errors
   * @throws KeywardException as {@code dev.keyward.audit.AuditPolicy#parse} says
   */
  public static PolicyRules parse(byte[] yaml, String where) throws KeywardException {
    try {
      return new PolicyReader(where).read(YamlReader.read(yaml));
    } catch (KeywardException e) {
      throw e.within(where);
    }
  }

  /** A policy that demands nothing. */
  public static PolicyRules none() {
    return new PolicyRules(AuditRules.none(), List.of(), List.of(), List.of());
  }

  /** The rules for the VM of that name; the general ones where no group has it. */
  public AuditRules rulesFor(String vm) {
    return rulesFor(new Place(vm, OptionalInt.empty(), vm));
  }

  /** The rules for the VM at that place. */
  public AuditRules rulesFor(Place place) {
    if (groups.isEmpty()) {
      return general;
    }
    PolicySubject subject = PolicySubject.of(place);
    return groups.stream()
        .filter(group -> group.has(subject))
        .findFirst()
        .map(Group::rules)
        .orElse(general);
  }

  List<Group> all() {
    return groups;
  }

  /** The rules for VMs of no group. */
  AuditRules general() {
    return general;
  }

  /** The names of the groups, in the order of the file. */
  public List<String> groups() {
    return groups.stream().flatMap(group -> group.rules().group().stream()).toList();
  }

  /** Every guardian that the policy names, in the order of the file, repeated ones repeated. */
  public List<GuardianReference> references() {
    return references;
  }

  /** The risks that the policy accepts, in the order of the file. */
  public List<AcceptedRisk> accepted() {
    return accepted;
  }
}
