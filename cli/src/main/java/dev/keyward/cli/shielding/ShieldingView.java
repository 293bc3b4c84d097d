package dev.keyward.cli.shielding;

import dev.keyward.cli.base.Text;
import dev.keyward.cli.view.AddresseesAnswer;
import dev.keyward.cli.view.AddresseesView;
import dev.keyward.cli.view.PolicyAnswer;
import dev.keyward.cli.view.PolicyView;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.cli.vm.VmAnswer;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.shielding.AnswerFile;
import dev.keyward.vm.shielding.ShieldingData;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.Substitution;
import dev.keyward.vm.shielding.VersionRule;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shielding data as people and programs read it, without any key. */
final class ShieldingView {

  private static final Map<VersionRule, String> RULES =
      Map.of(
          VersionRule.EXACTLY, "exactly ",
          VersionRule.EQUALS, "version ",
          VersionRule.GREATER, "later than ",
          VersionRule.GREATER_OR_EQUALS, "from ");

  private final ShieldingData data;
  private final VerifiedView protector;
  private final AddresseesView addressees;

  ShieldingView(ShieldingData data, KnownGuardians known) {
    this.data = data;
    this.protector = new VerifiedView(data.protector(), known, Set.of());
    this.addressees =
        new AddresseesView(data.header().addressees(), data.protector(), known, protector);
  }

  /** Who owns it, by the key that signed the header. */
  String owner() {
    return addressees.owner();
  }

  /** Such as {@code " of contoso"}; empty where the owner's key is not known here. */
  String of() {
    return addressees.of();
  }

  /** The owner's name here, else the SHA-256 of the key that signed: no name that it claims. */
  String known() {
    return ownerAnswer().known().orElse(ownerAnswer().keys().signingKeySha256());
  }

  String policy() {
    return data.header().policy().code();
  }

  /** The names of what is sealed. */
  List<PartName> parts() {
    return data.header().parts().stream().map(SealedPart::name).toList();
  }

  /** The owner's name here, else that only the owner's name for itself is there. */
  String named() {
    return ownerAnswer().known().orElse("an owner who is " + owner());
  }

  /** The owner, as programs read it. */
  AddresseesAnswer.Owner ownerAnswer() {
    return addressees.answer().owner();
  }

  /** What to say of an owner for whom nobody here vouches, or whose certificate is not valid. */
  List<String> ownerWarnings(Instant now) {
    return addressees.ownerWarnings(now);
  }

  /** Warnings about a file whose signatures are all valid. */
  List<String> warnings(Instant now) {
    return addressees.warnings(now);
  }

  List<String> lines() {
    ShieldingHeader header = data.header();
    List<String> lines = new ArrayList<>();
    add(lines, "policy", header.policy().code());
    lines.addAll(PolicyView.lines(header.policy()));
    add(lines, "owner", addressees.owner() + ", who signed all of this but the protector");
    add(lines, "guardians", header.addressees().guardians().isEmpty() ? "none" : "");
    lines.addAll(addressees.guardians());
    add(lines, "disks", "");
    header.qualifiers().forEach(each -> lines.add("    " + words(each)));
    add(lines, "host supplies", header.substitutions().isEmpty() ? "nothing" : "");
    lines.addAll(supplied(header.substitutions()));
    add(lines, "parts", "" + header.parts().size());
    for (SealedPart part : header.parts()) {
      lines.add(
          String.format(Locale.ROOT, "    %-28s %s", part.name(), size(part, header.padded())));
    }
    add(lines, "protector", protector.sealedBy());
    protector.wrappingLines().forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static String size(SealedPart part, boolean padded) {
    return Text.count(part.size(), "byte") + (padded ? " with padding" : "");
  }

  private static void add(List<String> lines, String what, String value) {
    lines.add(String.format(Locale.ROOT, "  %-13s %s", what, value).stripTrailing());
  }

  /** Such as {@code server, from 1.2.0.0, signer sha256 ...}. */
  static String words(VolumeIdQualifier qualifier) {
    return Text.name(qualifier.name().text())
        + ", "
        + RULES.get(qualifier.rule())
        + qualifier.version()
        + ", signer sha256 "
        + qualifier.signer()
        + qualifier.root().map(root -> ", root " + root).orElse("");
  }

  /** A line for each string that the host replaces. */
  static List<String> supplied(List<Substitution> substitutions) {
    return substitutions.stream()
        .map(each -> String.format(Locale.ROOT, "    %-20s %s", each.text(), each.meaning()))
        .toList();
  }

  /** What to say of strings that no host replaces. */
  static List<String> unknown(AnswerFile answers) {
    return answers.unknown().stream()
        .map(
            place ->
                Text.printable(place)
                    + " of the answer file has a string between two @ that hosts do not know and"
                    + " leave as it is")
        .toList();
  }

  ShieldingAnswer answer(String file) {
    ShieldingHeader header = data.header();
    return new ShieldingAnswer(
        file,
        PolicyAnswer.of(header.policy()),
        addressees.answer(),
        ShieldingAnswer.Qualifier.all(header.qualifiers()),
        ShieldingAnswer.Substitution.all(header.substitutions()),
        data.headerDigest().toString(),
        header.parts().stream().map(VmAnswer.Part::of).toList(),
        Optional.of(header.padded()).filter(padded -> padded),
        protector.answer());
  }
}
