package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsNumber;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a generation of a service's folder consists of: the SHA-256 of each file. It is written
 * last, so that a generation with a manifest whose digests fit is there as a whole. The names in it
 * are compared and never lead to a file.
 */
final class HgsManifest {

  /** Its name in the generation. */
  static final String FILE = "manifest.json";

  /** More than it takes for all keys and policies of a service. */
  static final int MOST_BYTES = 1 << 16;

  private static final String SCHEMA = "keyward.hgs-manifest/1";
  private static final int MOST_FILES =
      HgsDescription.MOST_CERTIFICATES + HgsPolicy.MOST_POLICIES + 2;
  private static final int MOST_WORD = 128;
  private static final int DIGEST = 64;

  private final HgsNumber number;
  private final Map<String, Thumbprint> files;
  private final byte[] bytes;

  private HgsManifest(HgsNumber number, Map<String, Thumbprint> files, byte[] bytes) {
    this.number = number;
    this.files = Map.copyOf(files);
    this.bytes = bytes;
  }

  /** Of a state that has none: what it would be, so that the next one can name it. */
  static HgsManifest ofBefore(Map<String, byte[]> files) {
    return of(0, Optional.empty(), Optional.empty(), digests(files));
  }

  /** Of a new service. */
  static HgsManifest first(Map<String, byte[]> files) {
    return of(1, Optional.empty(), Optional.empty(), digests(files));
  }

  /**
   * Of the state that comes after this one.
   *
   * @throws MalformedInputException code {@code too-many}
   */
  HgsManifest next(Map<String, byte[]> content) throws MalformedInputException {
    return after(number.value(), Optional.empty(), content);
  }

  /**
   * Of the same files as a state that is newer than that number.
   *
   * @param over at least the number of this one
   * @throws MalformedInputException code {@code too-many}
   */
  HgsManifest over(int over, Map<String, byte[]> content) throws MalformedInputException {
    return after(over, Optional.of(over), content);
  }

  private HgsManifest after(int last, Optional<Integer> over, Map<String, byte[]> content)
      throws MalformedInputException {
    if (last >= HgsNumber.MOST) {
      throw new MalformedInputException(
          Fault.of("too-many", FILE, "the highest number there is", "a smaller one"));
    }
    return of(last + 1, Optional.of(number.manifest()), over, digests(content));
  }

  private static Map<String, Thumbprint> digests(Map<String, byte[]> files) {
    Map<String, Thumbprint> digests = new LinkedHashMap<>();
    files.forEach((name, content) -> digests.put(name, Thumbprint.of(content)));
    return digests;
  }

  private static HgsManifest of(
      int value,
      Optional<Thumbprint> previous,
      Optional<Integer> over,
      Map<String, Thumbprint> files) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("number", (long) value);
    previous.ifPresent(digest -> tree.put("previous", digest.toString()));
    over.ifPresent(highest -> tree.put("over", (long) highest));
    List<Object> list = new ArrayList<>();
    new TreeMap<>(files).forEach((name, digest) -> list.add(entry(name, digest)));
    tree.put("files", list);
    byte[] bytes = JsonWriter.write(tree);
    return new HgsManifest(
        new HgsNumber(value, Thumbprint.of(bytes), previous, over), files, bytes);
  }

  private static Map<String, Object> entry(String name, Thumbprint digest) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("sha256", digest.toString());
    return entry;
  }

  /** Reads at most {@link #MOST_BYTES}. */
  static HgsManifest parse(byte[] json, String where) throws MalformedInputException {
    JsonFields fields = JsonFields.parse(json, where);
    if (!fields.text("schema", MOST_WORD).equals(SCHEMA)) {
      throw fields.bad("schema", "another schema", SCHEMA);
    }
    int value = (int) fields.number("number", HgsNumber.MOST);
    Optional<Thumbprint> previous =
        fields.has("previous") ? Optional.of(digest(fields, "previous")) : Optional.empty();
    Optional<Integer> over =
        fields.has("over")
            ? Optional.of((int) fields.number("over", HgsNumber.MOST))
            : Optional.empty();
    Map<String, Thumbprint> files = new LinkedHashMap<>();
    for (JsonFields each : fields.objects("files", MOST_FILES)) {
      String name = each.text("name", MOST_WORD);
      if (files.put(name, digest(each, "sha256")) != null) {
        throw each.bad("name", "a file that was named before", "each file once");
      }
      each.end();
    }
    fields.end();
    if (value == 0 || over.filter(highest -> highest >= value).isPresent()) {
      throw fields.bad("number", "a number that none of Keyward's writers gives", "one from 1 on");
    }
    return new HgsManifest(
        new HgsNumber(value, Thumbprint.of(json), previous, over), files, json.clone());
  }

  private static Thumbprint digest(JsonFields fields, String name) throws MalformedInputException {
    return Thumbprint.find(fields.text(name, DIGEST))
        .orElseThrow(() -> fields.bad(name, "not a SHA-256", "64 hexadecimal digits"));
  }

  HgsNumber number() {
    return number;
  }

  /** The digest of that file; empty where the manifest does not name it. */
  Optional<Thumbprint> digest(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** How many files it names. */
  int size() {
    return files.size();
  }

  /** The file's content. */
  byte[] encode() {
    return bytes.clone();
  }
}
