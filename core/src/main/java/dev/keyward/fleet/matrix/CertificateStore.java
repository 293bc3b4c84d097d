package dev.keyward.fleet.matrix;

import java.util.Optional;

/** A certificate store of a host's local machine. */
public enum CertificateStore {
  /** {@code Shielded VM Local Certificates}, which Hyper-V looks into. */
  SHIELDED,
  /** The personal store, where guardians made in a TPM lie. */
  MY,
  /** One that no guardian lies in. */
  OTHER;

  /** The name of the store that counts. */
  public static final String NAME = "Shielded VM Local Certificates";

  /** The store of that name; an export that names none is taken to be of the one that counts. */
  public static CertificateStore of(Optional<String> name) {
    if (name.filter(text -> !text.equalsIgnoreCase(NAME)).isEmpty()) {
      return SHIELDED;
    }
    return name.get().equalsIgnoreCase("My") ? MY : OTHER;
  }
}
