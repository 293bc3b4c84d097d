package dev.keyward.protector.part;

import dev.keyward.crypto.Signature;

/**
 * The seal: who closed the list of wrappings, and the signature (MS-KPS, GuardianSignature).
 *
 * @param sealer the wrapping whose signing key made it
 * @param signature over the canonical {@code Wrappings}
 */
public record GuardianSignature(WrappingId sealer, Signature signature) {}
