package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.LockedKeys;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The files of one guardian in the store. {@code public/} holds the certificates as DER, the signed
 * metadata, and {@code guardian.properties} with what a reader needs besides: the metadata was
 * verified when it was put here, and the folder is its owner's only, so that reading a guardian
 * costs parsing two certificates and one signature check. {@code private/} holds the keys.
 */
final class GuardianFiles {

  static final String METADATA = "public/metadata.xml";
  static final String SIGNING_KEY = "private/signing.p12";
  static final String ENCRYPTION_KEY = "private/encryption.p12";

  private static final String SIGNING = "public/signing.cer";
  private static final String ENCRYPTION = "public/encryption.cer";
  private static final String RECORD = "public/guardian.properties";
  private static final String FORMAT = "keyward.guardian/1";
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_OTHERS = 1000;

  private GuardianFiles() {}

  /** All files, by their paths. */
  static Map<String, byte[]> encode(
      StoredGuardian stored, byte[] metadata, Optional<LockedKeys> keys) {
    Guardian guardian = stored.guardian();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(SIGNING, guardian.signing().der());
    files.put(ENCRYPTION, guardian.encryption().der());
    for (int i = 0; i < guardian.otherSigning().size(); i++) {
      files.put(other(i), guardian.otherSigning().get(i).der());
    }
    files.put(METADATA, metadata);
    files.put(RECORD, record(stored).getBytes(StandardCharsets.US_ASCII));
    keys.ifPresent(
        locked -> {
          files.put(SIGNING_KEY, locked.signing());
          files.put(ENCRYPTION_KEY, locked.encryption());
        });
    return files;
  }

  /** The guardian whose files lie in {@code generation}. */
  static StoredGuardian decode(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    String where = generation.resolve(RECORD).toString();
    Properties properties = new Properties();
    byte[] text = read(generation, RECORD);
    try {
      properties.load(new StringReader(new String(text, StandardCharsets.US_ASCII)));
      return stored(generation, properties, engine);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw damaged(where, e);
    }
  }

  /** Both key files. */
  static LockedKeys keys(Path generation) throws IOException, KeywardException {
    return new LockedKeys(read(generation, SIGNING_KEY), read(generation, ENCRYPTION_KEY));
  }

  /** One of the files. */
  static byte[] read(Path generation, String file) throws IOException, KeywardException {
    return SafeFiles.readAtMost(generation.resolve(file), MOST_BYTES);
  }

  private static StoredGuardian stored(Path generation, Properties properties, RsaEngine engine)
      throws IOException, KeywardException {
    String where = generation.resolve(RECORD).toString();
    if (!FORMAT.equals(properties.getProperty("format"))) {
      throw damaged(where);
    }
    Signature signature =
        Signature.of(
            required(properties, "signature.algorithm"),
            Base64.getDecoder().decode(required(properties, "signature.value")));
    int count = Integer.parseInt(required(properties, "others"));
    if (count < 0 || count > MOST_OTHERS) {
      throw damaged(where);
    }
    List<GuardianCertificate> others = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      others.add(certificate(generation, other(i)));
    }
    GuardianCertificates certificates =
        new GuardianCertificates(
            GuardianName.parse(required(properties, "name")),
            certificate(generation, SIGNING),
            certificate(generation, ENCRYPTION),
            others);
    // Checked again: a certificate that somebody put here in place of another gets no access.
    Guardian guardian = Guardian.vouched(certificates, signature, engine);
    boolean hasKeys = Boolean.parseBoolean(properties.getProperty("keys"));
    return new StoredGuardian(new TrustedGuardian(guardian, trust(properties)), hasKeys);
  }

  private static TrustDecision trust(Properties properties) {
    return new TrustDecision(
        TrustDecision.Basis.forCode(required(properties, "trust.basis")),
        Instant.parse(required(properties, "trust.decided-at")),
        Optional.ofNullable(properties.getProperty("trust.evidence")),
        Boolean.parseBoolean(properties.getProperty("trust.accepted-expired")));
  }

  private static String required(Properties properties, String key) {
    return Optional.ofNullable(properties.getProperty(key))
        .orElseThrow(() -> new IllegalArgumentException("no " + key));
  }

  private static String record(StoredGuardian stored) {
    Signature signature = stored.guardian().encryptionSignature();
    TrustDecision trust = stored.trust();
    StringBuilder text = new StringBuilder();
    append(text, "format", FORMAT);
    append(text, "name", stored.guardian().name().toString());
    append(text, "signature.algorithm", signature.algorithm());
    append(text, "signature.value", Base64.getEncoder().encodeToString(signature.value()));
    append(text, "others", Integer.toString(stored.guardian().otherSigning().size()));
    append(text, "trust.basis", trust.basis().code());
    append(text, "trust.decided-at", trust.decidedAt().toString());
    trust.evidence().ifPresent(evidence -> append(text, "trust.evidence", evidence));
    append(text, "trust.accepted-expired", Boolean.toString(trust.acceptedExpired()));
    append(text, "keys", Boolean.toString(stored.hasKeys()));
    return text.toString();
  }

  /** One line that {@link Properties#load} reads back; {@code store} would add the date. */
  private static void append(StringBuilder text, String key, String value) {
    text.append(key).append('=');
    for (char c : value.toCharArray()) {
      boolean plain = c > ' ' && c < 0x7f && c != '\\';
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    text.append('\n');
  }

  private static GuardianCertificate certificate(Path generation, String file)
      throws IOException, KeywardException {
    return GuardianCertificate.parse(read(generation, file), generation.resolve(file).toString());
  }

  private static String other(int index) {
    return "public/other-" + (index + 1) + ".cer";
  }

  private static MalformedInputException damaged(String where) {
    return new MalformedInputException(fault(where));
  }

  private static MalformedInputException damaged(String where, Exception cause) {
    return new MalformedInputException(fault(where), cause);
  }

  private static Fault fault(String where) {
    return Fault.of("damaged-store", where, "what is no record of a guardian", FORMAT);
  }
}
