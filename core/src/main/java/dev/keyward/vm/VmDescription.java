package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.json.ForeignObject;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.internal.json.WindowsText;
import dev.keyward.text.NameDifference;
import dev.keyward.text.VmName;
import dev.keyward.vm.domain.DomainRefusal;
import dev.keyward.vm.domain.LibvirtDomain;
import dev.keyward.vm.sealing.VmPolicy;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual machine as its platform describes it, which is to be shielded.
 *
 * @param identity which machine
 * @param state what it was doing
 * @param gaps what it lacks that every policy requires, each naming the element or field that says
 *     so, lower case; of Hyper-V's machines empty also where the description is silent about it
 * @param domain the libvirt domain, where it is one
 */
public record VmDescription(
    VmIdentity identity, VmState state, List<String> gaps, Optional<LibvirtDomain> domain) {

  /** The longest description in bytes. */
  public static final int MAX_SIZE = 4 << 20;

  private static final String SCHEMA = "keyward.vm/1";
  private static final int LONGEST_WORD = 64;

  /** Copies the list. */
  public VmDescription {
    gaps = List.copyOf(gaps);
  }

  /**
   * Reads Keyward's own small form, what PowerShell's {@code Get-VM | ConvertTo-Json} gives, or a
   * libvirt domain XML.
   *
   * @param description at most 4 MiB; JSON in UTF-8, or in UTF-16 with a mark
   * @throws UnsupportedFormatException code {@code generation-1}: a machine that starts from a
   *     BIOS, which cannot be shielded
   * @throws MalformedInputException for anything else
   */
  public static VmDescription parse(byte[] description) throws KeywardException {
    return parse(description, Optional.empty());
  }

  /**
   * The same, where what PowerShell gives may be of several machines.
   *
   * @param wanted the name or id of the one to take, without regard to case
   * @throws UnsupportedFormatException also code {@code not-one}: several machines, and none or
   *     several of them are wanted
   */
  public static VmDescription parse(byte[] description, Optional<String> wanted)
      throws KeywardException {
    if (description.length > MAX_SIZE) {
      throw bad("too-large", "", "more than " + MAX_SIZE + " bytes", "at most that many");
    }
    String start =
        new String(description, 0, Math.min(64, description.length), StandardCharsets.ISO_8859_1)
            .replaceAll("[^\\x21-\\x7e]", "");
    if (start.startsWith("<")) {
      return of(LibvirtDomain.parse(description));
    }
    String json = text(description);
    List<ForeignObject> machines = ForeignObject.readAll(json);
    if (machines.size() == 1) {
      return machines.get(0).has("schema")
          ? own(json.getBytes(StandardCharsets.UTF_8))
          : exported(machines.get(0));
    }
    return exported(pick(machines, wanted));
  }

  private static VmDescription of(LibvirtDomain domain) throws KeywardException {
    if (!domain.startsFromUefi()) {
      throw firstGeneration("a domain that starts from a BIOS");
    }
    return new VmDescription(
        VmIdentity.parse(domain.id(), domain.name()),
        domain.isNumbered() ? VmState.RUNNING : VmState.UNSAID,
        words(domain, VmPolicy.ENCRYPTION_SUPPORTED),
        Optional.of(domain));
  }

  private static List<String> words(LibvirtDomain domain, VmPolicy policy) {
    return domain.refusals(policy).stream().map(DomainRefusal::toString).toList();
  }

  /** What this policy refuses in it, each naming the element or field that says so, lower case. */
  public List<String> gaps(VmPolicy policy) {
    return domain.map(read -> words(read, policy)).orElse(gaps);
  }

  private static final int MOST_LISTED = 5;

  private static ForeignObject pick(List<ForeignObject> machines, Optional<String> wanted)
      throws KeywardException {
    List<ForeignObject> fitting = new ArrayList<>();
    for (ForeignObject machine : machines) {
      if (wanted.isPresent() && isCalled(machine, wanted.get())) {
        fitting.add(machine);
      }
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (fitting.size() > 1) {
      List<String> ids = new ArrayList<>();
      for (ForeignObject machine : fitting.subList(0, Math.min(fitting.size(), MOST_LISTED))) {
        ids.add(first(machine, "VMId", "Id").orElse("one without an id"));
      }
      throw new UnsupportedFormatException(
          Fault.of("ambiguous-vm", "", "several machines: " + String.join(", ", ids), "one of them")
              .withHint("--vm takes a machine's id too, or NAME@HOST"));
    }
    int count = wanted.isPresent() ? fitting.size() : machines.size();
    String alike = wanted.isPresent() ? alike(machines, wanted.get()) : "";
    String found = count + " machines" + (wanted.isPresent() ? " of that name or id" : "") + alike;
    throw new UnsupportedFormatException(
        Fault.of("not-one", "", found, "one of them")
            .withHint("--vm NAME picks one, by name or id"));
  }

  /** What tells the wanted name from one that looks the same. */
  private static String alike(List<ForeignObject> machines, String wanted)
      throws MalformedInputException {
    for (ForeignObject machine : machines) {
      Optional<String> difference =
          first(machine, "VMName", "Name").flatMap(name -> NameDifference.of(wanted, name));
      if (difference.isPresent()) {
        return " (" + difference.get() + ")";
      }
    }
    return "";
  }

  private static boolean isCalled(ForeignObject machine, String wanted)
      throws MalformedInputException {
    for (String field : List.of("VMName", "Name")) {
      if (machine.text(field).filter(each -> VmName.same(wanted, each)).isPresent()) {
        return true;
      }
    }
    for (String field : List.of("VMId", "Id")) {
      if (machine.text(field).filter(each -> VmName.sameId(wanted, each)).isPresent()) {
        return true;
      }
    }
    Optional<String> name = first(machine, "VMName", "Name");
    Optional<String> host = machine.text("ComputerName");
    return name.isPresent()
        && host.isPresent()
        && VmName.same(wanted, name.get() + "@" + host.get());
  }

  private static Optional<String> first(ForeignObject machine, String one, String other)
      throws MalformedInputException {
    Optional<String> text = machine.text(one);
    return text.isPresent() ? text : machine.text(other);
  }

  /** Keyward's own small form, UTF-8, of a machine that can be shielded. */
  public static byte[] encode(VmIdentity identity) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("id", identity.id().toString());
    json.put("name", identity.name());
    json.put("generation", 2L);
    return JsonWriter.line(json);
  }

  private static VmDescription own(byte[] bytes) throws KeywardException {
    JsonFields json = JsonFields.parse(bytes, "");
    if (!json.text("schema", LONGEST_WORD).equals(SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-version", "schema", "an unknown schema", SCHEMA));
    }
    String id = json.text("id", LONGEST_WORD);
    String name = json.text("name", VmIdentity.MAX_NAME);
    requireGeneration(Long.toString(json.number("generation", 9)));
    VmState state =
        json.has("state")
            ? VmState.of(Optional.of(json.text("state", LONGEST_WORD)))
            : VmState.UNCLAIMED;
    json.end();
    return new VmDescription(VmIdentity.parse(id, name), state, List.of(), Optional.empty());
  }

  private static VmDescription exported(ForeignObject fields) throws KeywardException {
    requireGeneration(one(fields, "Generation", "Generation"));
    String id = VmName.bareId(one(fields, "VMId", "Id"));
    VmIdentity identity = VmIdentity.parse(id, one(fields, "VMName", "Name"));
    VmState state = VmState.of(fields.text("State"));
    return new VmDescription(identity, state, gaps(fields), Optional.empty());
  }

  /** Of Get-VMFirmware (on is 0, off is 1) and Get-VMSecurity, where they were put beside it. */
  private static List<String> gaps(ForeignObject fields) throws MalformedInputException {
    List<String> gaps = new ArrayList<>();
    String secureBoot = fields.text("SecureBoot").orElse("");
    if (secureBoot.equalsIgnoreCase("Off") || secureBoot.equals("1")) {
      gaps.add("SecureBoot is off: the machine starts without Secure Boot");
    }
    if (fields.text("TpmEnabled").orElse("").equalsIgnoreCase("false")) {
      gaps.add("TpmEnabled is false: the machine has no virtual TPM");
    }
    return gaps;
  }

  private static String one(ForeignObject fields, String name, String other)
      throws MalformedInputException {
    Optional<String> first = fields.text(name);
    Optional<String> second = fields.text(other);
    if (first.isEmpty() && second.isEmpty()) {
      throw bad("missing-field", "", "no field \"" + name + "\"", "that of a virtual machine");
    }
    String value = first.or(() -> second).get();
    boolean same =
        name.endsWith("Id")
            ? VmName.sameId(value, second.orElse(value))
            : value.equals(second.orElse(value));
    if (!same) {
      throw bad("bad-field", name, "another value than in " + other, "the same");
    }
    return value;
  }

  static void requireGeneration(String generation) throws KeywardException {
    if (generation.equals("1")) {
      throw firstGeneration("a machine of generation 1, which starts from a BIOS");
    }
    if (!generation.equals("2")) {
      throw bad("bad-field", "Generation", "an unknown generation", "2");
    }
  }

  static UnsupportedFormatException firstGeneration(String found) {
    return new UnsupportedFormatException(
        Fault.of("generation-1", "", found, "one of generation 2, with UEFI")
            .withHint("machines without UEFI have no secure boot and cannot be shielded"));
  }

  private static String text(byte[] bytes) throws MalformedInputException {
    try {
      return WindowsText.decode(bytes);
    } catch (CharacterCodingException e) {
      throw bad("bad-encoding", "", "bytes that are no " + WindowsText.charset(bytes), "text");
    }
  }

  static MalformedInputException bad(String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
