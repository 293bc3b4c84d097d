package dev.keyward.protector.listing;

import dev.keyward.guardian.GuardianCertificate;
import java.util.List;
import java.util.Optional;

/**
 * What a document says of one wrapping, not verified, with gaps where it does not say it.
 *
 * @param id as written
 * @param parent as written
 * @param signing the certificate under that name, where it is one
 * @param encryption the certificate under that name, where it is one
 * @param algorithms the algorithm URIs named anywhere within, in order, each once
 */
public record ListedWrapping(
    Optional<String> id,
    Optional<String> parent,
    Optional<GuardianCertificate> signing,
    Optional<GuardianCertificate> encryption,
    List<String> algorithms) {

  /** Copies the list. */
  public ListedWrapping {
    algorithms = List.copyOf(algorithms);
  }
}
