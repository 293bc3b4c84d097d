package dev.keyward.tpm.structure;

import dev.keyward.KeywardException;
import java.io.IOException;

/** What a measured host proves its boot with: a TPM, or in demonstrations two keys. */
public interface Attester {

  /** The public area of the attestation key. */
  TpmPublicKey key();

  /** The secret in a credential that was made for this TPM and this key; the caller's to wipe. */
  byte[] activate(Credential credential) throws IOException, KeywardException;

  /** A quote over {@link PcrSelection#QUOTED} and {@code data}. */
  Quote quote(QualifyingData data) throws IOException, KeywardException;
}
