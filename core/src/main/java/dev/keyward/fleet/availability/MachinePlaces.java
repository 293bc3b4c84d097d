package dev.keyward.fleet.availability;

import dev.keyward.finding.Place;
import dev.keyward.fleet.topology.FleetVm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Where the protectors of a fleet's machines lie, by the names of the machines. */
public final class MachinePlaces {

  private final Map<String, Place> byName = new HashMap<>();

  /** Of all machines of the fleet. */
  public MachinePlaces(Fleet fleet) {
    for (int i = 0; i < fleet.access().size(); i++) {
      FleetVm vm = fleet.topology().vms().get(i);
      Place none = new Place("", OptionalInt.empty(), vm.name());
      byName.put(vm.name(), fleet.access().get(i).place().orElse(none));
    }
  }

  /** One for each of {@code vms}, in their order; without a file where none was found. */
  public List<Place> of(List<String> vms) {
    return vms.stream().map(byName::get).toList();
  }
}
