package dev.keyward.vm.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the policy "shielded" refuses among the devices. Every device is refused that is not known
 * to be safe; some of the safe ones have forms that are not.
 */
final class DeviceRules {

  /** Why devices are refused that people know. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("serial", "the host reads the guest's serial port and types there"),
          Map.entry("parallel", "the host reads what the guest writes to its parallel port"),
          Map.entry("console", "the host reads the guest's console and types there"),
          Map.entry("channel", "the host and an agent in the guest talk through it"),
          Map.entry("graphics", "the host sees the guest's screen and types there"),
          Map.entry("hostdev", "a device of the host reads and writes the guest's memory or data"),
          Map.entry("redirdev", "it passes a USB device to the guest"),
          Map.entry("smartcard", "it passes a card reader to the guest"),
          Map.entry("shmem", "host and guest share this memory"),
          Map.entry("filesystem", "host and guest share files, and virtiofs shares memory"),
          Map.entry("vsock", "it connects host and guest past the network, for logins too"),
          Map.entry("pstore", "the guest writes its crash logs to a file of the host"),
          Map.entry("crypto", "the host encrypts for the guest and sees its keys"));

  /** Where packages put QEMU. Only root writes there. */
  private static final Pattern EMULATOR =
      Pattern.compile(
          "(/usr/bin|/usr/libexec|/run/libvirt/nix-emulators)/(qemu-system-[a-z0-9_]+|qemu-kvm|kvm)");

  /** The devices that may be there. Those with a rule are held against it. */
  private static final Map<String, Rule> ALLOWED =
      Map.ofEntries(
          Map.entry("emulator", DeviceRules::emulator),
          Map.entry("disk", DeviceRules::disk),
          Map.entry("interface", DeviceRules::network),
          Map.entry("input", DeviceRules::input),
          Map.entry("video", DeviceRules::video),
          Map.entry("audio", DeviceRules::audio),
          Map.entry("tpm", DeviceRules::tpm),
          Map.entry("watchdog", DeviceRules::watchdog),
          Map.entry("memory", DeviceRules::memory),
          Map.entry("controller", device -> Optional.empty()),
          Map.entry("hub", device -> Optional.empty()),
          Map.entry("lease", device -> Optional.empty()),
          Map.entry("sound", device -> Optional.empty()),
          Map.entry("rng", device -> Optional.empty()),
          Map.entry("memballoon", device -> Optional.empty()),
          Map.entry("iommu", device -> Optional.empty()),
          Map.entry("panic", device -> Optional.empty()));

  private DeviceRules() {}

  private interface Rule {
    Optional<DomainRefusal> refusal(DomainElement device);
  }

  static List<DomainRefusal> refusals(DomainElement devices) {
    List<DomainRefusal> refusals = new ArrayList<>();
    for (DomainElement device : devices.children()) {
      Rule rule = ALLOWED.getOrDefault(device.name(), DeviceRules::unknown);
      rule.refusal(device).ifPresent(refusals::add);
    }
    return refusals;
  }

  private static Optional<DomainRefusal> unknown(DomainElement device) {
    boolean debugs = device.path("target").stream().anyMatch(port -> port.has("type", "isa-debug"));
    String reason =
        REASONS.getOrDefault(device.name(), "Keyward does not know this device to be safe");
    return Optional.of(
        device.refusedFor(
            List.of("type"), debugs ? "a debug port, which shows guest data" : reason));
  }

  private static Optional<DomainRefusal> emulator(DomainElement device) {
    if (device.children().isEmpty() && EMULATOR.matcher(device.text()).matches()) {
      return Optional.empty();
    }
    return Optional.of(device.refused("it is not QEMU's program in /usr/bin or /usr/libexec"));
  }

  private static Optional<DomainRefusal> disk(DomainElement device) {
    return unless(
        device.allows("type", "file", "block", "dir", "network", "volume", "nvme"),
        device,
        "type",
        "another program or device of the host reads and writes the guest's memory");
  }

  private static Optional<DomainRefusal> network(DomainElement device) {
    return unless(
        device.allows(
            "type",
            "network",
            "bridge",
            "ethernet",
            "direct",
            "user",
            "udp",
            "server",
            "client",
            "mcast",
            "internal",
            "null"),
        device,
        "type",
        "another program or device of the host reads and writes the guest's memory");
  }

  private static Optional<DomainRefusal> input(DomainElement device) {
    return unless(
        device.allows("type", "mouse", "tablet", "keyboard"),
        device,
        "type",
        "it passes a keyboard, mouse or other input of the host to the guest");
  }

  private static Optional<DomainRefusal> video(DomainElement device) {
    return device.all("driver").stream()
        .filter(driver -> !driver.allows("name", "qemu"))
        .map(driver -> driver.refusedFor(List.of("name"), "another program draws the screen"))
        .findFirst();
  }

  private static Optional<DomainRefusal> audio(DomainElement device) {
    return unless(device.has("type", "none"), device, "type", "the host hears the guest");
  }

  private static Optional<DomainRefusal> tpm(DomainElement device) {
    return device.all("backend").stream()
        .filter(backend -> !backend.allows("debug", "0"))
        .map(backend -> backend.refusedFor(List.of("debug"), "a log shows what the TPM is asked"))
        .findFirst();
  }

  private static Optional<DomainRefusal> watchdog(DomainElement device) {
    return unless(
        device.allows("action", "reset", "shutdown", "poweroff", "pause", "none", "inject-nmi"),
        device,
        "action",
        "it dumps the guest's memory to a file");
  }

  private static Optional<DomainRefusal> memory(DomainElement device) {
    if (!device.allows("model", "dimm", "virtio-mem", "sgx-epc")) {
      return Optional.of(
          device.refusedFor(List.of("model"), "a file of the host backs this memory"));
    }
    return unless(
        device.allows("access", "private"),
        device,
        "access",
        "other programs of the host can open the guest's memory");
  }

  private static Optional<DomainRefusal> unless(
      boolean fine, DomainElement device, String attribute, String reason) {
    return fine ? Optional.empty() : Optional.of(device.refusedFor(List.of(attribute), reason));
  }
}
