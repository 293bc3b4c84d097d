package dev.keyward.hgs;

/** The paths of both services (MS-KPS and MS-HGSA), compared without regard to case. */
public final class HgsPaths {

  /** What the URL of a key protection service ends with. */
  public static final String KEY_PROTECTION = "/KeyProtection";

  /** What the URL of an attestation service ends with. */
  public static final String ATTESTATION = "/Attestation";

  /** Guardian metadata, below a key protection URL; GET, or POST as in MS-KPS 3.2.5.2. */
  public static final String METADATA_BELOW = "/service/metadata/2014-07/metadata.xml";

  /** A protector to try a release with, below a key protection URL; GET. Not of the protocols. */
  public static final String PROBE_BELOW = "/service/keyward/probe.xml";

  /** Release of keys without policies, below a key protection URL; POST. */
  public static final String ROLL_V1_BELOW = "/service/v1.0/rolltransportkey";

  /** Release of keys with policies, below a key protection URL; POST. */
  public static final String ROLL_V2_BELOW = "/service/v2.0/rolltransportkey";

  /** What the attestation service is, below its URL; GET. */
  public static final String GET_INFO_BELOW = "/getinfo";

  /** Who signs health certificates, below an attestation URL; GET. */
  public static final String SIGNING_CERTIFICATES_BELOW = "/v2.0/signingCertificates";

  /** Attestation with a host key, below an attestation URL; POST. */
  public static final String HOST_KEY_ATTEST_BELOW = "/v2.0/hostkeyattest";

  /** Attestation in the TPM's mode, below an attestation URL; POST. */
  static final String TPM_ATTEST_BELOW = "/v2.0/attest";

  /** Attestation in the domain's mode, below an attestation URL; POST. */
  static final String DOMAIN_ATTEST_BELOW = "/v2.0/domainattest";

  /** A challenge to a TPM, below an attestation URL; POST. Keyward's own. */
  public static final String TPM_CHALLENGE_BELOW = "/keyward/tpm/challenge";

  /** The answer of a TPM, below an attestation URL; POST. Keyward's own. */
  public static final String TPM_EVIDENCE_BELOW = "/keyward/tpm/attest";

  /** Guardian metadata, from the root. */
  public static final String METADATA = KEY_PROTECTION + METADATA_BELOW;

  /** A protector to try a release with, from the root. */
  public static final String PROBE = KEY_PROTECTION + PROBE_BELOW;

  /** Release of keys, version 1.0, from the root. */
  public static final String ROLL_V1 = KEY_PROTECTION + ROLL_V1_BELOW;

  /** Release of keys, version 2.0, from the root. */
  public static final String ROLL_V2 = KEY_PROTECTION + ROLL_V2_BELOW;

  /** What the attestation service is, from the root. */
  public static final String GET_INFO = ATTESTATION + GET_INFO_BELOW;

  /** Who signs health certificates, from the root. */
  public static final String SIGNING_CERTIFICATES = ATTESTATION + SIGNING_CERTIFICATES_BELOW;

  /** Attestation with a host key, from the root. */
  public static final String HOST_KEY_ATTEST = ATTESTATION + HOST_KEY_ATTEST_BELOW;

  /** Whether the service can answer requests now; GET. Not of the protocols. */
  public static final String HEALTH = "/health";

  /** Whether the process lives, also while it may not answer; GET. Not of the protocols. */
  public static final String LIVE = HEALTH + "/live";

  /** The same as {@link #HEALTH}, under the name that stands beside {@link #LIVE}. */
  public static final String READY = HEALTH + "/ready";

  private HgsPaths() {}
}
