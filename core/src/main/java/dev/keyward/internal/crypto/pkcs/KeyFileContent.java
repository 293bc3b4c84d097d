package dev.keyward.internal.crypto.pkcs;

import dev.keyward.Fault;
import dev.keyward.internal.crypto.KeyEntry;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a key file holds: what can be used, and what lies beside it.
 *
 * @param entries the RSA keys with their certificates, in the order of the file
 * @param certificates those without a key in the file
 * @param rest why other keys cannot be used, such as {@code a private key without its certificate}
 */
public record KeyFileContent(
    List<KeyEntry> entries, List<X509Certificate> certificates, List<Fault> rest) {

  /** Copies the lists. */
  public KeyFileContent {
    entries = List.copyOf(entries);
    certificates = List.copyOf(certificates);
    rest = List.copyOf(rest);
  }
}
