package dev.keyward.audit.result;

import dev.keyward.guardian.GuardianCertificate;

/**
 * The certificates of one wrapping of a valid protector.
 *
 * @param signing of the key that signs for its guardian
 * @param encryption of the key that opens it
 */
public record WrappingCertificates(GuardianCertificate signing, GuardianCertificate encryption) {}
