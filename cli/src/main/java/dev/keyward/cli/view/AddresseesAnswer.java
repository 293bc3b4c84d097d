package dev.keyward.cli.view;

import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.vm.sealing.PermittedGuardian;
import java.util.List;
import java.util.Optional;

/** The addressees in a header: who may open the file. */
public record AddresseesAnswer(Owner owner, List<Permitted> guardians) implements Answer {

  /**
   * A guardian by the digests of its keys, and of its signing certificate where the file has that:
   * that is the digest that text shows, and {@code guardian show} too.
   */
  public record Permitted(
      String name,
      String signingKeySha256,
      String encryptionKeySha256,
      @Answer.IfPresent Optional<String> signingCertificateSha256)
      implements Answer {

    static Permitted of(PermittedGuardian guardian, Optional<GuardianCertificate> certificate) {
      return new Permitted(
          guardian.name().toString(),
          guardian.signing().toString(),
          guardian.encryption().toString(),
          certificate.map(each -> each.thumbprint().toString()));
    }
  }

  /** The same of the owner, with the name here, where there is one. */
  public record Owner(@Answer.Inline Permitted keys, Optional<String> known) implements Answer {}
}
