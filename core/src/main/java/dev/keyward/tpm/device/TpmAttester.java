package dev.keyward.tpm.device;

import dev.keyward.KeywardException;
import dev.keyward.tpm.structure.Attester;
import dev.keyward.tpm.structure.Credential;
import dev.keyward.tpm.structure.QualifyingData;
import dev.keyward.tpm.structure.Quote;
import dev.keyward.tpm.structure.TpmPublicKey;
import java.io.IOException;

/** A host's TPM with its attestation key. The caller closes the TPM. */
public record TpmAttester(TpmDevice tpm, AttestationKey attestationKey) implements Attester {

  @Override
  public TpmPublicKey key() {
    return attestationKey.key();
  }

  @Override
  public byte[] activate(Credential credential) throws IOException, KeywardException {
    return attestationKey.activate(tpm, credential);
  }

  @Override
  public Quote quote(QualifyingData data) throws IOException, KeywardException {
    return attestationKey.quote(tpm, data);
  }
}
