package dev.keyward.cli.vm;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.view.AddresseesAnswer;
import dev.keyward.cli.view.PolicyAnswer;
import dev.keyward.cli.view.ProtectorAnswer;
import dev.keyward.cli.vm.swtpm.DomainElements;
import dev.keyward.vm.sealing.SealedPart;
import java.util.List;
import java.util.Optional;

/** A shielded VM. */
@Answer.To("vm-show")
public record VmAnswer(
    String file,
    String id,
    String name,
    PolicyAnswer policy,
    @Answer.Inline AddresseesAnswer addressees,
    String headerSha256,
    long generation,
    @Answer.IfPresent Optional<String> lineage,
    @Answer.IfPresent Optional<Integer> statesBefore,
    List<Part> parts,
    boolean partsProved,
    ProtectorAnswer protector)
    implements Answer {

  /** A part that was sealed. */
  public record Part(String name, long size, long sealedSize, String sealedSha256)
      implements Answer {

    public static Part of(SealedPart part) {
      return new Part(
          part.name().toString(), part.size(), part.sealedSize(), part.digest().toString());
    }
  }

  /** The answer of {@code vm check}. The guardian is null if the command asked for none. */
  @Answer.To("vm-check")
  record Checked(
      @Answer.Inline VmAnswer vm,
      boolean valid,
      Optional<String> asked,
      Optional<Boolean> addressed,
      @Answer.IfPresent Optional<String> by,
      @Answer.IfPresent Optional<List<Long>> refused,
      @Answer.IfPresent Optional<Descends> descent,
      @Answer.IfPresent Optional<OfDomain> domain)
      implements Answer {}

  /** Whether it may start as a domain. */
  record OfDomain(String file, boolean mayStart, List<Refusal> refusals) implements Answer {}

  /** An element of a domain that the policy refuses. */
  record Refusal(String element, String place, String reason) implements Answer {}

  /** Whether it comes from another state. */
  record Descends(String from, boolean descends, String relation, boolean proved)
      implements Answer {}

  /** What {@code vm shield} answers. */
  @Answer.To("vm-shield")
  record Shielded(
      String file,
      String id,
      String name,
      String policy,
      String owner,
      List<String> guardians,
      long generation,
      List<String> parts,
      @Answer.IfPresent Optional<DomainElements> domain)
      implements Answer {}

  /** What {@code vm reseal} answers. */
  @Answer.To("vm-reseal")
  record Resealed(
      String file,
      String out,
      String id,
      String name,
      long generation,
      List<String> guardians,
      List<String> granted,
      List<String> alreadyGranted,
      List<String> revoked,
      List<String> notGranted,
      @Answer.IfPresent Optional<List<String>> renewed)
      implements Answer {}

  /** What {@code vm update} answers. */
  @Answer.To("vm-update")
  record Updated(
      String file,
      String out,
      String id,
      String name,
      String policy,
      long generation,
      List<String> guardians,
      List<String> set,
      List<String> removed,
      @Answer.IfPresent Optional<List<String>> renewed)
      implements Answer {}

  /** What {@code vm rekey} answers. */
  @Answer.To("vm-rekey")
  record Rekeyed(
      String file, String swtpmState, String result, @Answer.IfPresent Optional<Long> generation)
      implements Answer {}

  /** What {@code vm hand-over} answers. */
  @Answer.To("vm-hand-over")
  record HandedOver(String file, String out, String owner, List<String> guardians)
      implements Answer {}

  /** What {@code vm recover} answers. */
  @Answer.To("vm-recover")
  record Recovered(
      String file,
      String out,
      String id,
      String name,
      long generation,
      List<String> recovered,
      @Answer.IfPresent Optional<List<String>> leftOut)
      implements Answer {}

  /** What {@code vm unshield} answers. */
  @Answer.To("vm-unshield")
  record Unshielded(
      String file,
      String folder,
      String id,
      String name,
      long generation,
      List<String> parts,
      @Answer.IfPresent Optional<AddresseesAnswer.Owner> owner)
      implements Answer {}
}
