package dev.keyward.hgs.message;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;

/** What an attestation service answers to an {@link AttestationRequest}. */
public sealed interface AttestationReply permits HealthCertificateReply, AttestationError {

  /**
   * Reads one, at most 2 MiB. The fields of a document without a type say what it is.
   *
   * @throws MalformedInputException for what is not of the protocol
   */
  static AttestationReply parse(byte[] json) throws MalformedInputException {
    JsonFields fields = AttestationDocument.read(json, "AttestationReply");
    String given = AttestationDocument.type(fields).orElse("");
    boolean certificates =
        given.isEmpty() ? fields.has("Content") : given.equals(HealthCertificateReply.TYPE);
    if (certificates) {
      return HealthCertificateReply.read(fields);
    }
    if (given.endsWith("ErrorReply") || given.isEmpty() && fields.has("Retryable")) {
      return AttestationError.read(given, fields);
    }
    throw new MalformedInputException(
        Fault.of("bad-reply", "AttestationReply", "neither certificates nor an error", "either"));
  }

  /** The document. */
  byte[] encode();

  /** The HTTP status that goes with it; Keyward's choice. */
  int status();
}
