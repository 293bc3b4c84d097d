package dev.keyward.hgs.message;

import dev.keyward.KeyUnusableException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.json.JsonFields;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks an attestation service to certify a key of the host (MS-HGSA, AttestationRequest, host-key
 * mode). What was sent need not be complete: what is missing is for the service to say.
 *
 * <p>Keyward's reading: public keys are DER SubjectPublicKeyInfo, the signature is RSASSA-PSS with
 * SHA-256 over the host's public key, then the identity's.
 */
public final class AttestationRequest {

  public static final int IDENTITY_KEY = 1;
  public static final int HOST_KEY = 8;
  public static final int HOST_KEY_SIGNATURE = 9;

  private static final String WHERE = "AttestationRequest";
  private static final int SESSION_SIZE = 16;
  private static final int MOST_REQUESTED = 8;
  private static final int MOST_KEY = 16 << 10;
  private static final int MOST_NUMBER = 1_000_000;

  private final byte[] session;
  private final Set<Long> requested;
  private final Map<Integer, byte[]> provided;
  private final ByteForm form;

  private AttestationRequest(
      byte[] session, Set<Long> requested, Map<Integer, byte[]> provided, ByteForm form) {
    this.session = session;
    this.requested = requested;
    this.provided = provided;
    this.form = form;
  }

  /**
   * A complete request.
   *
   * @param random for the session's number
   * @param identity the key to certify
   * @param hostKey registered with the service; signs
   * @param types what the certificates are to be for
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static AttestationRequest create(
      SecureRandom random, PublicKey identity, KeyPair hostKey, Set<IdentityType> types)
      throws KeyUnusableException {
    byte[] session = new byte[SESSION_SIZE];
    random.nextBytes(session);
    byte[] host = hostKey.getPublic().getEncoded();
    byte[] signature =
        Rsa.jdk()
            .sign(SignatureAlgorithm.PSS_SHA256, hostKey.getPrivate(), host, identity.getEncoded());
    Map<Integer, byte[]> provided = new TreeMap<>();
    provided.put(IDENTITY_KEY, identity.getEncoded());
    provided.put(HOST_KEY, host);
    provided.put(HOST_KEY_SIGNATURE, signature);
    Set<Long> requested = new TreeSet<>();
    types.forEach(type -> requested.add((long) type.number()));
    return new AttestationRequest(session, requested, provided, ByteForm.NUMBERS);
  }

  /** Reads one, at most 2 MiB. */
  public static AttestationRequest parse(byte[] json) throws MalformedInputException {
    JsonFields fields = AttestationDocument.read(json, WHERE);
    ByteForm.Reading reading = new ByteForm.Reading();
    byte[] session = reading.bytes(fields, "SessionId", SESSION_SIZE);
    if (session.length != SESSION_SIZE) {
      throw fields.bad("SessionId", session.length + " bytes", "the 16 of a GUID");
    }
    Set<Long> requested =
        new TreeSet<>(fields.numbers("RequestedContent", MOST_REQUESTED, MOST_NUMBER));
    Map<Integer, byte[]> provided = AttestationDocument.content(fields, "ProvidedContent", reading);
    return new AttestationRequest(session, requested, provided, reading.form());
  }

  /** The document. */
  public byte[] encode() {
    Map<String, Object> tree = AttestationDocument.tree(WHERE);
    tree.put("SessionId", form.written(session));
    tree.put("RequestedContent", List.copyOf(requested));
    tree.put("ProvidedContent", AttestationDocument.content(provided, form));
    return AttestationDocument.write(tree);
  }

  /** How it writes bytes; the reply does the same. */
  public ByteForm form() {
    return form;
  }

  /** What the certificates are to be for; empty where that names a type that is not known. */
  public Optional<Set<IdentityType>> types() {
    Set<IdentityType> types = EnumSet.noneOf(IdentityType.class);
    for (IdentityType type : IdentityType.values()) {
      if (requested.contains((long) type.number())) {
        types.add(type);
      }
    }
    return types.size() == requested.size() ? Optional.of(types) : Optional.empty();
  }

  /**
   * The DER of the key to certify, where it was provided: as it is, or as the field {@code Key} of
   * a JSON object, which MS-HGSA 2.2.1.2 calls EndorsementKey.
   *
   * @throws MalformedInputException for a JSON object without such a key
   */
  public Optional<byte[]> identityKey() throws MalformedInputException {
    Optional<byte[]> key = provided(IDENTITY_KEY);
    if (key.isEmpty() || key.get().length == 0 || key.get()[0] != '{') {
      return key;
    }
    return Optional.of(JsonFields.parseLoose(key.get(), "identity key").bytes("Key", MOST_KEY));
  }

  /** A copy of what was provided under that number. */
  public Optional<byte[]> provided(int number) {
    return Optional.ofNullable(provided.get(number)).map(byte[]::clone);
  }
}
