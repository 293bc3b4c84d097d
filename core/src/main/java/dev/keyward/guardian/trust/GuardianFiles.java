package dev.keyward.guardian.trust;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.KeyFilesSeen;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one guardian in the store. {@code public/} holds the certificates as DER, the signed
 * metadata, and {@code guardian.properties} with what a reader needs besides: the metadata was
 * verified when it was put here, and the folder is its owner's only, so that reading a guardian
 * costs parsing its certificates and one signature check for each generation. {@code private/}
 * holds the keys. The metadata and the keys of a former generation are in a folder of their own
 * under both, named by the SHA-256 of its encryption key.
 */
final class GuardianFiles {
  private static final Fault.Kind STORED = new Fault.Kind("damaged-store", "", RecordWriter.FORMAT);
  private static final String NO_RECORD = "bytes that are not the record of a guardian";

  static final String RECORD = "public/guardian.properties";
  static final String SIGNING = "public/signing.cer";
  static final String ENCRYPTION = "public/encryption.cer";

  /** The largest sum of the metadata of all generations, in bytes. */
  static final long MOST_METADATA = 8 << 20;

  private static final String FIRST_FORMAT = "keyward.guardian/1";
  private static final int MOST_BYTES = 1 << 20;

  private GuardianFiles() {}

  /** The metadata of a generation in that folder; "" is the current one. */
  static String metadata(String folder) {
    return "public/" + (folder.isEmpty() ? "" : folder + "/") + "metadata.xml";
  }

  /** A key file of a generation in that folder, such as {@code signing.p12}. */
  static String key(String folder, String file) {
    return "private/" + (folder.isEmpty() ? "" : folder + "/") + file;
  }

  /** A certificate that is not a current one. */
  static String certificate(Thumbprint thumbprint) {
    return "public/" + thumbprint + ".cer";
  }

  /** The folder of one of these generations; the first is the current one. */
  static String folder(List<Guardian> generations, Guardian generation) {
    int index = generations.indexOf(generation);
    return index == 0
        ? ""
        : GuardianRecord.folders(generations.subList(1, generations.size())).get(index - 1);
  }

  /**
   * All files, by their paths.
   *
   * @throws MalformedInputException code {@code too-many-generations}
   */
  static Map<String, byte[]> encode(GuardianRecord record) throws MalformedInputException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    RecordWriter.certificates(record.history(), files);
    long metadata = 0;
    List<Guardian> generations = record.history().generations();
    for (Guardian generation : generations) {
      GuardianRecord.Kept kept = record.of(generation);
      String folder = folder(generations, generation);
      metadata += kept.metadata().length;
      files.put(metadata(folder), kept.metadata());
      kept.keys()
          .ifPresent(
              keys -> {
                List<String> names = keyFiles(folder, keys.form());
                files.put(names.get(0), keys.signing());
                files.put(names.get(1), keys.encryption());
              });
    }
    if (metadata > MOST_METADATA) {
      throw new MalformedInputException(
          Fault.of(
              "too-many-generations",
              "guardian " + record.history().name(),
              "metadata of " + metadata + " bytes in all",
              "at most " + MOST_METADATA));
    }
    files.put(RECORD, RecordWriter.record(record));
    return files;
  }

  /** The guardian whose files lie in {@code generation}. */
  static StoredGuardian decode(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    String where = generation.resolve(RECORD).toString();
    byte[] bytes = read(generation, RECORD);
    try {
      RecordText text = RecordText.read(bytes);
      String format = text.get("format");
      if (format.equals(RecordWriter.FORMAT)) {
        return new RecordReader(generation, text, engine).read();
      }
      if (format.equals(FIRST_FORMAT)) {
        return new FirstRecordReader(generation, text, engine).read();
      }
      throw format.matches("keyward\\.guardian/[0-9]{1,9}")
          ? newer(where, format)
          : STORED.at(where).malformed(NO_RECORD);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw STORED.at(where).malformed(NO_RECORD, e);
    }
  }

  /** The same with the metadata and the key files, for a writer. */
  static GuardianRecord record(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    return record(generation, engine, false);
  }

  /**
   * The same where a restore left key files out: what the record says of their guardian must not
   * get lost with them. Half a pair is not passed over, since the other half is a private key.
   */
  static GuardianRecord remaining(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    return record(generation, engine, true);
  }

  private static GuardianRecord record(Path generation, RsaEngine engine, boolean lost)
      throws IOException, KeywardException {
    StoredGuardian stored = decode(generation, engine);
    Map<Guardian, GuardianRecord.Kept> kept = new HashMap<>();
    for (StoredGuardian.Generation each : stored.generations()) {
      String folder = stored.folder(each.guardian());
      byte[] document = read(generation, metadata(folder));
      boolean gone =
          lost
              && keyFiles(generation, folder).stream()
                  .noneMatch(file -> Files.exists(generation.resolve(file)));
      Optional<LockedKeys> keys =
          each.hasKeys() && !gone ? Optional.of(keys(generation, folder)) : Optional.empty();
      kept.put(each.guardian(), new GuardianRecord.Kept(each.trusted().decision(), document, keys));
    }
    return new GuardianRecord(stored.history(), kept);
  }

  /**
   * The metadata of the current generation. A copy that was cut off could leave another one there,
   * which must not be handed on under this guardian's name.
   */
  static byte[] currentMetadata(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    String file = metadata("");
    String where = generation.resolve(file).toString();
    byte[] document = read(generation, file);
    GuardianMetadata read = GuardianMetadata.parse(document, where, engine);
    if (!decode(generation, engine).guardian().hasKeysOf(read.signing(), read.encryption())) {
      throw STORED.at(where).malformed("metadata of other keys than the guardian has");
    }
    return document;
  }

  /** Both key files of the generation in that folder. */
  static LockedKeys keys(Path generation, String folder) throws IOException, KeywardException {
    LockedKeys.Form form = form(generation, folder);
    List<String> files = keyFiles(folder, form);
    return new LockedKeys(form, read(generation, files.get(0)), read(generation, files.get(1)));
  }

  /** References only where one is; a pair of which files are missing is one of PKCS#12. */
  private static LockedKeys.Form form(Path generation, String folder) {
    boolean outside =
        keyFiles(folder, LockedKeys.Form.REFERENCE).stream()
            .anyMatch(file -> Files.exists(generation.resolve(file)));
    return outside ? LockedKeys.Form.REFERENCE : LockedKeys.Form.PKCS12;
  }

  private static List<String> keyFiles(Path generation, String folder) {
    return keyFiles(folder, form(generation, folder));
  }

  private static List<String> keyFiles(String folder, LockedKeys.Form form) {
    return List.of(
        key(folder, "signing" + form.ending()), key(folder, "encryption" + form.ending()));
  }

  /** What is there of the key files that the record names. */
  static KeyFilesSeen keysSeen(Path generation, RsaEngine engine)
      throws IOException, KeywardException {
    List<String> current = new ArrayList<>();
    List<String> former = new ArrayList<>();
    StoredGuardian stored = decode(generation, engine);
    for (StoredGuardian.Generation each : stored.generations()) {
      if (each.hasKeys()) {
        String folder = stored.folder(each.guardian());
        (folder.isEmpty() ? current : former).addAll(keyFiles(generation, folder));
      }
    }
    return KeyFilesSeen.of(generation, current, former);
  }

  /** One of the files. */
  static byte[] read(Path generation, String file) throws IOException, KeywardException {
    int most = file.endsWith("metadata.xml") ? GuardianMetadata.MOST_BYTES : MOST_BYTES;
    return SafeFiles.readAtMost(generation.resolve(file), most);
  }

  static GuardianCertificate certificate(Path generation, String file)
      throws IOException, KeywardException {
    return GuardianCertificate.parse(read(generation, file), generation.resolve(file).toString());
  }

  private static UnsupportedFormatException newer(String where, String format) {
    return new UnsupportedFormatException(
        Fault.of("newer-store", where, format, RecordWriter.FORMAT + " or an older one")
            .withHint("this store was made by a newer Keyward: use that one"));
  }
}
