package dev.keyward.tpm.structure;

import dev.keyward.guardian.Thumbprint;

/**
 * What a quote says after its check: it is of the expected key, fresh, and over the expected
 * registers.
 *
 * @param clock how far the TPM was; the service compares it with the one of the last quote
 * @param firmware the version of the TPM's own firmware, hidden behind a constant of the key
 * @param registers SHA-256 of the values of {@link PcrSelection#QUOTED} in their order
 */
public record VerifiedQuote(ClockInfo clock, long firmware, Thumbprint registers) {}
