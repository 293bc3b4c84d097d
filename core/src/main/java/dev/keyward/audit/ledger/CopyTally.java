package dev.keyward.audit.ledger;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Copies;
import dev.keyward.finding.Place;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the files that hold a VM once more, and keeps the first names. */
final class CopyTally {

  private static final int LONGEST = 1024;

  private final HeapShare room;
  private final Map<String, Vm> vms = new LinkedHashMap<>();
  private long count;

  private static final class Vm {
    private final Place first;
    private final List<String> files = new ArrayList<>(1);
    private long count;

    Vm(Place first) {
      this.first = first;
    }
  }

  CopyTally(HeapShare room) {
    this.room = room;
  }

  /** Counts the file of a protector once: a file can hold several. */
  void add(AuditedProtector copy) {
    Place place = copy.place();
    if (place.entry().orElse(0) > 0) {
      return;
    }
    count++;
    String key = VmName.folded(place.mark().id().orElse(""));
    Vm vm = vms.get(key);
    if (vm == null) {
      if (vms.size() >= Copies.MOST_VMS || !room.take(2 * LedgerWeights.of(place))) {
        return;
      }
      vm = new Vm(place);
      vms.put(key, vm);
    }
    vm.count++;
    String file = place.file();
    if (vm.files.size() < Copies.MOST_FILES && room.take(LedgerWeights.of(file))) {
      vm.files.add(file.length() <= LONGEST ? file : file.substring(0, LONGEST));
    }
  }

  /** All of them, in the order of the input. */
  Copies copies() {
    return new Copies(
        count,
        vms.values().stream()
            .map(vm -> new Copies.Vm(vm.first.vm(), vm.first.mark().id(), vm.count, vm.files))
            .toList());
  }
}
