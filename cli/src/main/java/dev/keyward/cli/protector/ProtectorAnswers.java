package dev.keyward.cli.protector;

import dev.keyward.Fault;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.cli.view.ProtectorAnswer;
import dev.keyward.protector.part.Check;
import java.util.List;
import java.util.Optional;

/** What several verbs answer about the protectors of a file. */
final class ProtectorAnswers {

  private ProtectorAnswers() {}

  /** Where a protector is: a file, the name beside it in an export, and the encoding. */
  record Entry(String file, Optional<String> vm, String encoding) implements Answer {

    static Entry of(ProtectorInput.Entry entry) {
      return new Entry(entry.file(), entry.vm(), entry.encoding().code());
    }
  }

  /** A file, or a protector in it, that the question failed on. */
  record Failed(String file, @Answer.Inline Optional<Within> within, FaultAnswer error)
      implements Answer {

    static Failed at(Entry entry, Fault fault) {
      Within within = new Within(entry.vm(), entry.encoding());
      return new Failed(entry.file(), Optional.of(within), FaultAnswer.of(fault));
    }

    static Failed of(String file, Fault fault) {
      return new Failed(file, Optional.empty(), FaultAnswer.of(fault));
    }
  }

  /** Which protector of a file. */
  record Within(Optional<String> vm, String encoding) implements Answer {}

  /** What {@code protector check} says of a protector. */
  record Checked(
      @Answer.Inline Entry entry,
      boolean valid,
      @Answer.IfPresent Optional<String> asked,
      @Answer.IfPresent Optional<Boolean> addressed,
      @Answer.IfPresent Optional<String> by,
      @Answer.IfPresent Optional<List<Long>> refused,
      @Answer.Inline ProtectorAnswer protector)
      implements Answer {}

  /** What {@code protector verify} says of a protector. */
  record Verified(
      @Answer.Inline Entry entry,
      boolean valid,
      List<Result> checks,
      @Answer.Inline ProtectorAnswer protector)
      implements Answer {}

  /** A check by its name. */
  record Result(String name, String where, String outcome, String detail) implements Answer {

    static Result of(Check check) {
      return new Result(check.name(), check.where(), check.outcome().code(), check.detail());
    }
  }

  /** What {@code protector show} says of a protector. */
  record Listed(@Answer.Inline Entry entry, @Answer.Inline Listing listing) implements Answer {}

  /** What the bytes say. */
  record Listing(
      boolean verified,
      Optional<String> differsAt,
      Optional<String> sealedByWrapping,
      Optional<String> maxOfflineUnwraps,
      List<String> algorithms,
      List<Said> wrappings)
      implements Answer {}

  /** A wrapping as the bytes say. */
  record Said(
      Optional<String> id,
      Optional<String> parent,
      Optional<Certificate> signing,
      Optional<Certificate> encryption,
      List<String> algorithms)
      implements Answer {}

  /** A certificate with its bytes in Base64, which are public. */
  record Certificate(@Answer.Inline CertificateAnswer certificate, String der) implements Answer {}

  /** What {@code protector show} answers. */
  @Answer.To("protector-show")
  record AllListed(@Answer.Either({Listed.class, Failed.class}) List<Answer> protectors)
      implements Answer {}

  /** What {@code protector check} answers. */
  @Answer.To("protector-check")
  record AllChecked(@Answer.Either({Checked.class, Failed.class}) List<Answer> protectors)
      implements Answer {}

  /** What {@code protector verify} answers. */
  @Answer.To("protector-verify")
  record AllVerified(@Answer.Either({Verified.class, Failed.class}) List<Answer> protectors)
      implements Answer {}
}
