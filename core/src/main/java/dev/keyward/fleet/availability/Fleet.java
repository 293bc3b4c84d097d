package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.Topology;
import dev.keyward.protector.known.KnownGuardians;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A topology, and who can open the protector of each machine.
 *
 * @param topology what there is
 * @param access one for each of the topology's machines, in its order
 * @param beside what else was found among the protectors
 * @param known who is known, the services with a folder among them
 */
public record Fleet(
    Topology topology, List<VmAccess> access, BesideFleet beside, KnownGuardians known) {

  /** Copies the list; refuses another number of entries than machines. */
  public Fleet {
    access = List.copyOf(access);
    if (access.size() != topology.vms().size()) {
      throw new IllegalArgumentException("one entry for each machine");
    }
  }

  /** With the access by the machines' names; what is not there is missing. */
  public static Fleet of(Topology topology, Map<String, VmAccess> access) {
    return of(topology, access, BesideFleet.NOTHING);
  }

  /** The same with what else was found among the protectors. */
  public static Fleet of(Topology topology, Map<String, VmAccess> access, BesideFleet beside) {
    List<VmAccess> list = new ArrayList<>();
    topology.vms().forEach(vm -> list.add(access.getOrDefault(vm.name(), VmAccess.MISSING)));
    return new Fleet(topology, list, beside, KnownGuardians.none());
  }

  /** The same with those who are known. */
  public Fleet knowing(KnownGuardians guardians) {
    return new Fleet(topology, access, beside, guardians);
  }
}
