package dev.keyward.vm.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the policy "shielded" refuses in a domain outside its devices. */
final class MachineRules {

  private static final Set<String> ALLOWED =
      Set.of(
          "name",
          "uuid",
          "title",
          "description",
          "metadata",
          "genid",
          "memory",
          "maxMemory",
          "currentMemory",
          "memoryBacking",
          "memtune",
          "numatune",
          "vcpu",
          "vcpus",
          "iothreads",
          "iothreadids",
          "defaultiothread",
          "cputune",
          "blkiotune",
          "throttlegroups",
          "resource",
          "os",
          "features",
          "cpu",
          "clock",
          "pm",
          "perf",
          "on_poweroff",
          "on_reboot",
          "on_crash",
          "on_lockfailure",
          "launchSecurity",
          "sysinfo",
          "seclabel",
          "devices");

  private static final Set<String> ALLOWED_IN_OS =
      Set.of(
          "type", "firmware", "loader", "nvram", "varstore", "boot", "bootmenu", "smbios", "bios");

  private static final Set<String> ALLOWED_IN_BACKING =
      Set.of("hugepages", "nosharepages", "locked", "allocation", "discard", "source", "access");

  private static final Set<String> ALLOWED_IN_SYSINFO =
      Set.of("bios", "system", "baseBoard", "chassis", "processor", "memory");

  private static final String SHARED = "other programs of the host can open the guest's memory";

  private MachineRules() {}

  static List<DomainRefusal> refusals(DomainElement domain) {
    List<DomainRefusal> refusals = new ArrayList<>();
    if (!domain.has("type", "kvm") && !domain.has("type", "qemu")) {
      refusals.add(
          domain.refusedFor(List.of("type"), "Keyward knows domains of type kvm and qemu only"));
    }
    for (DomainElement child : domain.children()) {
      if (!child.namespace().isEmpty()) {
        refusals.add(
            child.refused(
                child.name().equals("commandline")
                    ? "it gives QEMU any options, such as a debug port"
                    : "it is not libvirt's own, and can change what QEMU is started with"));
      } else if (!ALLOWED.contains(child.name())) {
        refusals.add(child.refused("Keyward does not know it to be safe"));
      }
    }
    start(domain, refusals);
    memory(domain, refusals);
    domain.path("sysinfo").forEach(sysinfo -> sysinfo(sysinfo, refusals));
    return refusals;
  }

  private static void start(DomainElement domain, List<DomainRefusal> refusals) {
    for (DomainElement child : domain.path("os").stream().flatMap(MachineRules::inside).toList()) {
      if (!ALLOWED_IN_OS.contains(child.name())) {
        refusals.add(
            child.refused(
                "the host chooses what the guest starts, and Secure Boot may not see it"));
      }
    }
    for (DomainElement bios : domain.path("os/bios")) {
      if (!bios.allows("useserial", "no")) {
        refusals.add(
            bios.refusedFor(List.of("useserial"), "the firmware writes to a serial console"));
      }
    }
  }

  private static void memory(DomainElement domain, List<DomainRefusal> refusals) {
    for (DomainElement memory : domain.path("memory")) {
      if (!memory.allows("dumpCore", "off")) {
        refusals.add(memory.refusedFor(List.of("dumpCore"), "dumps may hold the guest's memory"));
      }
    }
    for (DomainElement crash : domain.path("on_crash")) {
      if (!Set.of("destroy", "restart", "rename-restart", "preserve").contains(crash.text())) {
        refusals.add(crash.refused("only destroy, restart and preserve dump no memory"));
      }
    }
    for (DomainElement cell : domain.path("cpu/numa/cell")) {
      if (!cell.allows("memAccess", "private")) {
        refusals.add(cell.refusedFor(List.of("memAccess"), SHARED));
      }
    }
    domain
        .path("memoryBacking")
        .forEach(backing -> backing.children().forEach(child -> backing(child, refusals)));
  }

  private static void backing(DomainElement child, List<DomainRefusal> refusals) {
    if (!ALLOWED_IN_BACKING.contains(child.name())) {
      refusals.add(child.refused("Keyward does not know it to be safe"));
    }
    if (child.is("source") && !child.allows("type", "anonymous", "memfd")) {
      refusals.add(child.refusedFor(List.of("type"), SHARED));
    }
    if (child.is("access") && !child.allows("mode", "private")) {
      refusals.add(child.refusedFor(List.of("mode"), SHARED));
    }
  }

  /** Guests take passwords and keys from there: systemd's credentials, for example. */
  private static void sysinfo(DomainElement sysinfo, List<DomainRefusal> refusals) {
    String reason = "the host gives the guest settings there, such as passwords and keys";
    if (!sysinfo.allows("type", "smbios")) {
      refusals.add(sysinfo.refusedFor(List.of("type"), reason));
    }
    for (DomainElement child : sysinfo.children()) {
      if (!ALLOWED_IN_SYSINFO.contains(child.name()) && sysinfo.allows("type", "smbios")) {
        refusals.add(child.refused(reason));
      }
    }
  }

  private static Stream<DomainElement> inside(DomainElement element) {
    return element.children().stream();
  }
}
