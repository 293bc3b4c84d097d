package dev.keyward.guardian.trust;

import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes what the store knows about a guardian ({@code keyward.guardian/2}). */
final class RecordWriter {

  static final String FORMAT = "keyward.guardian/2";

  private RecordWriter() {}

  /** The certificates of all keys, and those that metadata lists, by their paths. */
  static void certificates(GuardianHistory history, Map<String, byte[]> files) {
    Guardian current = history.current();
    Stream<GuardianCertificate> keys =
        Stream.of(history.signingKeys(), history.encryptionKeys(), history.inherited())
            .flatMap(List::stream)
            .flatMap(key -> key.certificates().stream());
    Stream<GuardianCertificate> listed =
        history.generations().stream().flatMap(each -> each.otherSigning().stream());
    Stream.concat(keys, listed)
        .forEach(each -> files.put(GuardianFiles.certificate(each.thumbprint()), each.der()));
    files.remove(GuardianFiles.certificate(current.signing().thumbprint()));
    files.remove(GuardianFiles.certificate(current.encryption().thumbprint()));
    files.put(GuardianFiles.SIGNING, current.signing().der());
    files.put(GuardianFiles.ENCRYPTION, current.encryption().der());
  }

  /** The record of it all. */
  static byte[] record(GuardianRecord record) {
    GuardianHistory history = record.history();
    RecordText.Writer text = new RecordText.Writer();
    text.put("format", FORMAT).put("name", history.name().toString());
    List<Guardian> generations = history.generations();
    text.put("generations", Integer.toString(generations.size()));
    for (int i = 0; i < generations.size(); i++) {
      generation(text, "generation." + i + ".", generations.get(i), record);
    }
    keys(text, "signing.", history.signingKeys());
    keys(text, "encryption.", history.encryptionKeys());
    if (!history.inherited().isEmpty()) {
      keys(text, "inherited.", history.inherited());
    }
    return text.bytes();
  }

  private static void generation(
      RecordText.Writer text, String prefix, Guardian generation, GuardianRecord record) {
    GuardianRecord.Kept kept = record.of(generation);
    text.put(prefix + "signing", generation.signing().thumbprint().toString());
    text.put(prefix + "encryption", generation.encryption().thumbprint().toString());
    text.put(prefix, generation.encryptionSignature());
    text.put(prefix + "listed", thumbprints(generation.otherSigning()));
    text.put(prefix, kept.trust());
    text.put(prefix + "keys", Boolean.toString(kept.keys().isPresent()));
  }

  private static void keys(RecordText.Writer text, String role, List<KnownKey> keys) {
    text.put(role + "keys", Integer.toString(keys.size()));
    for (int i = 0; i < keys.size(); i++) {
      KnownKey key = keys.get(i);
      String prefix = role + i + ".";
      text.put(prefix + "certificates", thumbprints(key.certificates()));
      text.put(prefix + "state", key.state().code());
      text.put(prefix + "compromised", Boolean.toString(key.compromised()));
      key.replaced().ifPresent(at -> text.put(prefix + "replaced", at.toString()));
      key.retired().ifPresent(at -> text.put(prefix + "retired", at.toString()));
    }
  }

  private static List<Thumbprint> thumbprints(List<GuardianCertificate> certificates) {
    return certificates.stream().map(GuardianCertificate::thumbprint).toList();
  }
}
