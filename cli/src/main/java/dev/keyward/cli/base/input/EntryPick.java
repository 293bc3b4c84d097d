package dev.keyward.cli.base.input;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoProtectorException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Text;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.VmLabel;
import dev.keyward.text.NameDifference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Which protectors of an export a command uses: those of a machine's name, or exactly one by its
 * number. Two machines can have one name, and a machine can have two protectors; a number names
 * exactly one. With a number and a name, the protector of that number must have that name.
 *
 * @param vm a machine's name, its id, or its name with its host
 * @param number from 1
 * @param lastKnownGood whether last known good protectors are wanted, and no others
 */
record EntryPick(Optional<String> vm, OptionalInt number, boolean lastKnownGood) {

  static EntryPick of(Arguments arguments) throws UsageException {
    boolean counted = arguments.hasIfDeclared(Options.NUMBER.name());
    return new EntryPick(
        arguments.value(Options.VM.name()),
        counted
            ? OptionalInt.of(arguments.integer(Options.NUMBER.name(), 1, Integer.MAX_VALUE, 1))
            : OptionalInt.empty(),
        arguments.hasIfDeclared(Options.LAST_KNOWN_GOOD.name()));
  }

  /**
   * Whether a protector of this role is wanted. Of a VM in Hyper-V's own files it is the current
   * one; an export lists both.
   */
  boolean isOfRole(ProtectorEncoding encoding, EncodedProtector protector) {
    boolean last = protector.label().lastKnownGood();
    if (lastKnownGood) {
      return last;
    }
    return !last || number.isPresent() || encoding != ProtectorEncoding.VMCX;
  }

  /** Whether it is the one that a command takes which takes one. */
  boolean isOne(EncodedProtector protector) {
    return isCalled(protector) && protector.label().lastKnownGood() == lastKnownGood;
  }

  /** Whether only a name is given, which several protectors may have. */
  boolean isByName() {
    return vm.isPresent() && number.isEmpty();
  }

  /**
   * Whether it is wanted.
   *
   * @throws MalformedInputException code {@code no-such-vm}: the one of that number is not the
   *     machine of that name
   */
  boolean fits(EncodedProtector protector) throws MalformedInputException {
    if (number.isEmpty()) {
      return isCalled(protector);
    }
    if (number.getAsInt() != protector.index() + 1) {
      return false;
    }
    if (!isCalled(protector)) {
      String name = protector.vm().map(Text::printable).orElse("a machine without a name");
      throw none("number " + number.getAsInt() + " is " + name);
    }
    return true;
  }

  /** Whether the protector has the wanted name, or no name is wanted. */
  boolean isCalled(EncodedProtector protector) {
    return vm.isEmpty() || protector.label().isCalled(vm.get());
  }

  /** The error for a file without a matching protector. */
  KeywardException none() {
    if (lastKnownGood) {
      return new NoProtectorException(
          Fault.of("no-protector", "", "no last known good protector", "")
              .withHint("leave --last-known-good out to take the current one"));
    }
    if (number.isPresent()) {
      return none("no protector of number " + number.getAsInt());
    }
    return none(vm.isPresent() ? "no protector of that name" : "no protector in the export");
  }

  /** The error for a file whose machine has a name that only looks like the wanted one. */
  MalformedInputException none(LookAlike other) {
    return none("no protector of that name (" + other.difference() + ")");
  }

  /** How the name of a machine differs from the wanted one, which looks the same. */
  record LookAlike(String difference) {}

  /** Whether it has a name that only looks like the wanted one. */
  Optional<LookAlike> alike(EncodedProtector protector) {
    Optional<String> name = protector.label().name();
    return vm.isPresent() && name.isPresent()
        ? NameDifference.of(vm.get(), name.get()).map(LookAlike::new)
        : Optional.empty();
  }

  private MalformedInputException none(String found) {
    String expected =
        vm.map(name -> "one for " + Text.printable(name))
            .orElse(number.isPresent() ? "a number that the export has" : "at least one");
    return new MalformedInputException(Fault.of("no-such-vm", "", found, expected));
  }

  /**
   * What picks each of several, as far as the export says: an id, a name at a host, or a number.
   */
  static List<String> choices(List<EncodedProtector> protectors) {
    List<String> ids = telling(protectors, protector -> protector.label().id());
    List<String> places =
        ids.isEmpty() ? telling(protectors, protector -> atHost(protector.label())) : ids;
    return places.isEmpty()
        ? protectors.stream().map(protector -> "number " + (protector.index() + 1)).toList()
        : places.stream().map(Text::printable).toList();
  }

  private static Optional<String> atHost(VmLabel label) {
    return label.host().map(host -> label.name().orElse("") + "@" + host);
  }

  /** One text for each; none if two have the same one, or if one has none. */
  private static List<String> telling(
      List<EncodedProtector> protectors, Function<EncodedProtector, Optional<String>> choice) {
    List<String> different =
        protectors.stream().map(choice).flatMap(Optional::stream).distinct().toList();
    return different.size() == protectors.size() ? different : List.of();
  }
}
