package dev.keyward.cli.shielding;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.view.AddresseesAnswer;
import dev.keyward.cli.view.PolicyAnswer;
import dev.keyward.cli.view.ProtectorAnswer;
import dev.keyward.cli.vm.VmAnswer;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.util.List;

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
    ProtectorAnswer protector)
    implements Answer {

  /** A disk that is accepted. */
  record Qualifier(String name, String signer, String version, String rule) implements Answer {

    static Qualifier of(VolumeIdQualifier qualifier) {
      return new Qualifier(
          qualifier.name().text(),
          qualifier.signer().toString(),
          qualifier.version().toString(),
          qualifier.rule().code());
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
  record Opened(String file, String folder, String policy, String owner, List<String> files)
      implements Answer {}

  /** What {@code shielding-data match} answers. */
  @Answer.To("shielding-data-match")
  record Matched(String file, String catalog, boolean accepted, Disk disk, List<Judged> qualifiers)
      implements Answer {}

  /** The disk of a catalog. */
  record Disk(String name, String signer, String version) implements Answer {}

  /** A qualifier, and what of the disk is wrong by it. */
  record Judged(@Answer.Inline Qualifier qualifier, List<String> wrong) implements Answer {}
}
