package dev.keyward.vm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.vm.sealing.VmPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibvirtDomainTest {

  private static final String ID = "3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50";

  /** What virsh prints of a domain that may start, with its usual devices. */
  private static final String GOOD =
      """
      <domain type='kvm' id='7' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
        <name>app</name>
        <uuid>%s</uuid>
        <metadata><x:y xmlns:x='urn:x' x:z='1'><serial/></x:y></metadata>
        <memory unit='KiB' dumpCore='off'>1048576</memory>
        <currentMemory unit='KiB'>1048576</currentMemory>
        <memoryBacking><hugepages/><source type='memfd'/><access mode='private'/></memoryBacking>
        <vcpu placement='static'>2</vcpu>
        <os>
          <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
          <loader readonly='yes' secure='yes' type='pflash'>/usr/share/OVMF/x.fd</loader>
          <nvram template='/usr/share/OVMF/y.fd'>/var/lib/libvirt/qemu/nvram/app.fd</nvram>
          <boot dev='hd'/><boot dev='network'/>
        </os>
        <features><acpi/><apic/><smm state='on'/></features>
        <cpu mode='host-model'><numa><cell id='0' cpus='0-1' memory='1' memAccess='private'/></numa>
        </cpu>
        <clock offset='utc'/>
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>destroy</on_crash>
        <devices>
          <emulator>/usr/bin/qemu-system-x86_64</emulator>
          <disk type='file' device='disk'><source file='/srv/a.raw'/><target dev='vda'/></disk>
          <controller type='usb' index='0' model='qemu-xhci'/>
          <interface type='network'><source network='default'/></interface>
          <input type='keyboard' bus='ps2'/>
          <tpm model='tpm-crb'>
            <backend type='emulator' version='2.0'><encryption secret='%s'/></backend>
          </tpm>
          <audio id='1' type='none'/>
          <video><model type='virtio'/></video>
          <watchdog model='itco' action='reset'/>
          <memballoon model='virtio'/>
          <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
        </devices>
        <seclabel type='dynamic' model='apparmor'/><seclabel type='dynamic' model='dac'/>
      </domain>
      """
          .replace("%s", ID);

  private static LibvirtDomain read(String text) throws MalformedInputException {
    return LibvirtDomain.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<DomainRefusal> refusals(String text, VmPolicy policy) throws Exception {
    return read(text).refusals(policy);
  }

  private static String refusal(String text) {
    return assertThrows(MalformedInputException.class, () -> read(text)).fault().code();
  }

  private static String with(String in, String element) {
    return GOOD.replaceFirst("</" + in + ">", element.replace("$", "\\$") + "</" + in + ">");
  }

  @Test
  void aDomainWithItsUsualDevicesMayStart() throws Exception {
    assertEquals(List.of(), refusals(GOOD, VmPolicy.SHIELDED));
    LibvirtDomain domain = read(GOOD);
    assertEquals(ID, domain.id());
    assertEquals("app", domain.name());
    assertTrue(domain.isNumbered());
    assertEquals(Optional.of(ID), domain.vtpmSecret());
  }

  /** Where to put what, and the element that the refusal names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "devices | <serial type='pty'/> | <serial type='pty'>",
        "devices | <serial type='file'><target type='isa-debug'/></serial> | <serial type='file'>",
        "devices | <parallel type='file'/> | <parallel type='file'>",
        "devices | <console type='pty'/> | <console type='pty'>",
        "devices | <console/> | <console>",
        "devices | <graphics type='vnc'/> | <graphics type='vnc'>",
        "devices | <graphics type='spice'/> | <graphics type='spice'>",
        "devices | <graphics type='egl-headless'/> | <graphics type='egl-headless'>",
        "devices | <graphics type='dbus'/> | <graphics type='dbus'>",
        "devices | <channel type='unix'/> | <channel type='unix'>",
        "devices | <channel type='spicevmc'/> | <channel type='spicevmc'>",
        "devices | <channel type='qemu-vdagent'/> | <channel type='qemu-vdagent'>",
        "devices | <hostdev mode='subsystem' type='usb'/> | <hostdev type='usb'>",
        "devices | <hostdev mode='subsystem' type='pci'/> | <hostdev type='pci'>",
        "devices | <hostdev mode='subsystem' type='mdev'/> | <hostdev type='mdev'>",
        "devices | <interface type='hostdev'/> | <interface type='hostdev'>",
        "devices | <interface type='vdpa'/> | <interface type='vdpa'>",
        "devices | <interface type='vhostuser'/> | <interface type='vhostuser'>",
        "devices | <disk type='vhostuser'/> | <disk type='vhostuser'>",
        "devices | <disk type='vhostvdpa'/> | <disk type='vhostvdpa'>",
        "devices | <redirdev bus='usb' type='tcp'/> | <redirdev type='tcp'>",
        "devices | <smartcard mode='host'/> | <smartcard>",
        "devices | <shmem name='a'/> | <shmem>",
        "devices | <filesystem type='mount'/> | <filesystem type='mount'>",
        "devices | <vsock model='virtio'/> | <vsock>",
        "devices | <pstore backend='acpi-erst'/> | <pstore>",
        "devices | <crypto model='virtio' type='qemu'/> | <crypto type='qemu'>",
        "devices | <input type='evdev'/> | <input type='evdev'>",
        "devices | <input type='passthrough'/> | <input type='passthrough'>",
        "devices | <video><driver name='vhostuser'/></video> | <driver name='vhostuser'>",
        "devices | <audio id='2' type='file'/> | <audio type='file'>",
        "devices | <watchdog model='itco' action='dump'/> | <watchdog action='dump'>",
        "devices | <memory model='nvdimm'/> | <memory model='nvdimm'>",
        "devices | <memory model='dimm' access='shared'/> | <memory access='shared'>",
        "devices | <emulator>/tmp/qemu-system-x86_64</emulator> | <emulator>",
        "devices | <emulator>/usr/bin/../../tmp/kvm</emulator> | <emulator>",
        "devices | <newdevice/> | <newdevice>",
        "os | <kernel>/boot/vmlinuz</kernel> | <kernel>",
        "os | <initrd>/boot/initrd</initrd> | <initrd>",
        "os | <cmdline>init=/bin/sh</cmdline> | <cmdline>",
        "os | <acpi><table type='slic'>/a</table></acpi> | <acpi>",
        "os | <bios useserial='yes'/> | <bios useserial='yes'>",
        "domain | <qemu:commandline><qemu:arg value='-s'/></qemu:commandline> | <qemu:commandline>",
        "domain | <qemu:override><qemu:device alias='a'/></qemu:override> | <qemu:override>",
        "domain | <qemu:capabilities/> | <qemu:capabilities>",
        "domain | <x:include xmlns:x='http://www.w3.org/2001/XInclude'/> | <include>",
        "domain | <bootloader>/b</bootloader> | <bootloader>",
        "domain | <newelement/> | <newelement>",
        "domain | <sysinfo type='fwcfg'><entry name='a'>b</entry></sysinfo> | <sysinfo type='fwcfg'>",
        "domain | <sysinfo type='smbios'><oemStrings/></sysinfo> | <oemStrings>",
      })
  void shieldedRefusesTheElementAndNamesIt(String in, String element, String named)
      throws Exception {
    String domain =
        in.equals("domain") ? GOOD.replace("</domain>", element + "</domain>") : with(in, element);
    List<DomainRefusal> refusals = refusals(domain, VmPolicy.SHIELDED);
    assertEquals(List.of(named), refusals.stream().map(DomainRefusal::element).toList());
    assertFalse(refusals.get(0).reason().isBlank());
    assertEquals(List.of(), refusals(domain, VmPolicy.ENCRYPTION_SUPPORTED));
  }

  /** What is replaced by what, and the element that the refusal names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dumpCore='off' | dumpCore='on' | <memory dumpCore='on'>",
        "<on_crash>destroy | <on_crash>coredump-destroy | <on_crash>",
        "<on_crash>destroy | <on_crash>coredump-restart | <on_crash>",
        "<on_crash>destroy | <on_crash>core<!-- - -->dump-destroy | <on_crash>",
        "memAccess='private' | memAccess='shared' | <cell memAccess='shared'>",
        "<source type='memfd'/> | <source type='file'/> | <source type='file'>",
        "<access mode='private'/> | <access mode='shared'/> | <access mode='shared'>",
        "version='2.0'> | version='2.0' debug='20'> | <backend debug='20'>",
        "<domain type='kvm' | <domain type='xen' | <domain type='xen'>",
      })
  void shieldedRefusesTheAttributeAndNamesIt(String old, String changed, String named)
      throws Exception {
    String domain = GOOD.replace(old, changed);
    List<DomainRefusal> refusals = refusals(domain, VmPolicy.SHIELDED);
    assertEquals(List.of(named), refusals.stream().map(DomainRefusal::element).toList());
    assertEquals(List.of(), refusals(domain, VmPolicy.ENCRYPTION_SUPPORTED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "secure='yes' | secure='no' | <loader secure='no'>",
        "secure='yes' | | <loader>",
        "readonly='yes' | readonly='no' | <loader type='pflash' readonly='no'>",
        "type='pflash'> | type='rom'> | <os>",
        "<os> | <os firmware='bios'> | <os>",
        "type='emulator' | type='passthrough' | <backend type='passthrough'>",
        "type='emulator' | type='external' | <backend type='external'>",
        "type='emulator' | | <backend>",
        "version='2.0' | version='1.2' | <backend version='1.2'>"
      })
  void bothPoliciesRefuseADomainWithoutSecureBootOrVtpm(String old, String changed, String named)
      throws Exception {
    String domain = GOOD.replace(old, changed == null ? "" : changed);
    for (VmPolicy policy : VmPolicy.values()) {
      List<DomainRefusal> refusals = refusals(domain, policy);
      assertEquals(List.of(named), refusals.stream().map(DomainRefusal::element).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secure-boot", "enrolled-keys"})
  void bothPoliciesRefuseFirmwareWithoutSecureBootOrItsKeys(String feature) throws Exception {
    String off = "<firmware><feature enabled='no' name='" + feature + "'/></firmware>";
    String domain = GOOD.replace("<os>", "<os firmware='efi'>" + off);
    for (VmPolicy policy : VmPolicy.values()) {
      assertEquals(
          "<feature enabled='no' name='" + feature + "'>",
          refusals(domain, policy).get(0).element());
    }
    assertEquals(List.of(), refusals(domain.replace("'no'", "'yes'"), VmPolicy.SHIELDED));
  }

  @Test
  void aDomainWithoutATpmIsRefused() throws Exception {
    String domain = GOOD.replaceAll("(?s)<tpm.*</tpm>", "");
    for (VmPolicy policy : VmPolicy.values()) {
      assertEquals("<tpm>", refusals(domain, policy).get(0).element());
    }
  }

  @Test
  void namesEveryElementOnceInOneRun() throws Exception {
    String many = "<serial/>".repeat(3) + "<graphics type='vnc'/><console/>";
    assertEquals(
        List.of("<serial>", "<graphics type='vnc'>", "<console>"),
        refusals(with("devices", many), VmPolicy.SHIELDED).stream()
            .map(DomainRefusal::element)
            .toList());
  }

  /** libvirt could read each of these in another way than Keyward. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<devices> | <devices/><devices>",
        "<os> | <os/><os>",
        "</uuid> | </uuid><uuid>3fb65b17-0000-4e2a-9a0f-0a3c2d1e4f50</uuid>",
        "<on_crash> | <on_crash>destroy</on_crash><on_crash>",
        "</tpm> | <backend type='passthrough'/></tpm>",
        "<nvram | <loader secure='no'/><nvram",
        "secure='yes' | secure='yes' qemu:secure='no'",
        "<emulator> | <qemu:serial/><emulator>",
        "<emulator> | <x:include xmlns:x='http://www.w3.org/2001/XInclude' href='a'/><emulator>",
        "<domain | <domain xmlns='urn:x'",
        "<on_crash>destroy | <on_crash>destroy<x/>",
        "</domain> | </domain><domain/>"
      })
  void refusesWhatCanBeReadInTwoWays(String old, String changed) {
    assertNotNull(refusal(GOOD.replaceFirst(old, changed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE domain [<!ENTITY e '<serial/>'>]>",
        "<!DOCTYPE domain SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE domain [<!ATTLIST memory dumpCore CDATA 'on'>]>"
      })
  void refusesDeclarationsOfDocuments(String declaration) {
    assertEquals("doctype", refusal(declaration + GOOD));
  }

  @Test
  void refusesHugeAndDeepDomains() {
    assertEquals(
        "too-large", refusal(GOOD.replace("<devices>", "<devices>" + "<a/>".repeat(20_001))));
    String deep = "<hub>".repeat(40) + "</hub>".repeat(40);
    assertEquals("too-deep", refusal(with("devices", deep)));
    assertNotNull(
        refusal(GOOD.replace("<devices>", "<!--" + "x".repeat(1 << 20) + "--><devices>")));
  }

  @Test
  void aNameOfAStrangerIsShownSafely() throws Exception {
    String domain = with("devices", "<watchdog action='a\u202eb'/>");
    String element = refusals(domain, VmPolicy.SHIELDED).get(0).element();
    assertTrue(element.chars().allMatch(sign -> sign >= ' ' && sign <= '~'), element);
  }

  @Test
  void noChangeOfOneSignLetsARefusedDeviceIn() throws Exception {
    String marked = with("devices", "<serial type='pty'/>");
    int start = marked.lastIndexOf("<serial");
    Random random = new Random(26);
    for (int i = 0; i < 5_000; i++) {
      int at = random.nextInt(marked.length() - 8);
      char sign = marked.charAt(random.nextInt(marked.length()));
      if (at >= start && at < start + "<serial type='pty'/>".length()) {
        continue;
      }
      String changed = marked.substring(0, at) + sign + marked.substring(at + 1);
      try {
        assertFalse(refusals(changed, VmPolicy.SHIELDED).isEmpty(), changed);
      } catch (MalformedInputException e) {
        // Refused, as it may be.
      }
    }
  }
}
