package dev.keyward.cli.shielding;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.view.AddresseesAnswer;
import dev.keyward.cli.view.PolicyAnswer;
import dev.keyward.cli.view.ProtectorAnswer;
import dev.keyward.cli.vm.VmAnswer;
import dev.keyward.vm.disk.digest.TreeHash;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.util.List;
import java.util.Optional;

/** Shielding data, without any key. */
@Answer.To("shielding-data-show")
record ShieldingAnswer(
    String file,
    PolicyAnswer policy,
    @Answer.Inline AddresseesAnswer addressees,
    List<Qualifier> qualifiers,
    List<Substitution> substitutions,
    String headerSha256,
    List<VmAnswer.Part> parts,
    @Answer.IfPresent Optional<Boolean> padded,
    ProtectorAnswer protector)
    implements Answer {

  /** A disk that is accepted. */
  record Qualifier(
      String name,
      String signer,
      String version,
      String rule,
      @Answer.IfPresent Optional<String> root)
      implements Answer {

    static Qualifier of(VolumeIdQualifier qualifier) {
      return new Qualifier(
          qualifier.name().text(),
          qualifier.signer().toString(),
          qualifier.version().toString(),
          qualifier.rule().code(),
          qualifier.root().map(TreeHash::toString));
    }

    static List<Qualifier> all(List<VolumeIdQualifier> qualifiers) {
      return qualifiers.stream().map(Qualifier::of).toList();
    }
  }

  /** A string that the host replaces. */
  record Substitution(String text, String meaning) implements Answer {

    static List<Substitution> all(List<dev.keyward.vm.shielding.Substitution> all) {
      return all.stream().map(each -> new Substitution(each.text(), each.meaning())).toList();
    }
  }

  /** What {@code shielding-data create} answers. */
  @Answer.To("shielding-data-create")
  record Created(
      String file,
      String policy,
      String owner,
      List<String> guardians,
      List<Qualifier> qualifiers,
      List<Substitution> substitutions,
      List<String> unknownSubstitutions,
      List<String> parts)
      implements Answer {}

  /** What {@code shielding-data open} answers. */
  @Answer.To("shielding-data-open")
  record Opened(
      String file,
      String folder,
      String policy,
      String owner,
      List<String> files,
      @Answer.IfPresent Optional<AddresseesAnswer.Owner> signedBy)
      implements Answer {}

  /** What {@code shielding-data match} answers. */
  @Answer.To("shielding-data-match")
  record Matched(
      String file,
      String catalog,
      boolean accepted,
      Disk disk,
      List<Judged> qualifiers,
      @Answer.IfPresent Optional<AddresseesAnswer.Owner> owner)
      implements Answer {}

  /** The disk of a catalog. */
  record Disk(String name, String signer, String version) implements Answer {}

  /** A qualifier, and what of the disk is wrong by it. */
  record Judged(@Answer.Inline Qualifier qualifier, List<String> wrong) implements Answer {}

  /** Shielding data that accepts disks of a signer. */
  record Naming(String file, String owner, List<Qualifier> qualifiers, int others)
      implements Answer {}

  /** What {@code shielding-data check} says of a file, in the words of {@code protector check}. */
  record Checked(
      String file,
      Optional<String> vm,
      String encoding,
      boolean valid,
      @Answer.IfPresent Optional<String> asked,
      @Answer.IfPresent Optional<Boolean> addressed,
      @Answer.IfPresent Optional<String> by,
      @Answer.IfPresent Optional<List<Long>> refused,
      @Answer.Inline ProtectorAnswer protector)
      implements Answer {}

  /** What {@code shielding-data check} answers. */
  @Answer.To("shielding-data-check")
  record AllChecked(@Answer.Either({Checked.class, Failed.class}) List<Answer> protectors)
      implements Answer {}

  /** A file that the question failed on. */
  record Failed(String file, FaultAnswer error) implements Answer {}

  /** What {@code shielding-data which} answers. */
  @Answer.To("shielding-data-which")
  record AllNaming(
      String signer, int files, @Answer.Either({Naming.class, Failed.class}) List<Answer> naming)
      implements Answer {}
}
