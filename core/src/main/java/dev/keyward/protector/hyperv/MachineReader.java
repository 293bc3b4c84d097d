package dev.keyward.protector.hyperv;

import dev.keyward.internal.hvs.HvsException;
import dev.keyward.internal.hvs.HvsFile;
import dev.keyward.internal.hvs.HvsKey;
import dev.keyward.internal.hvs.KeyType;
import dev.keyward.protector.form.Frame;
import dev.keyward.protector.hyperv.StoredProtector.Role;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of a container what is known by name, and what is a protector elsewhere in the
 * configuration. Of what lies under {@code security} nothing else is read: it is secret.
 */
final class MachineReader {

  private static final String CONFIGURATION = "configuration";
  private static final String SECURITY = "security";
  private static final String TPM_DEVICE = "736e6aa9-a3f8-49c0-9550-a963214d259a";
  private static final int MOST_TEXT = 1024;
  private static final int MOST_ELSEWHERE = 16;
  private static final int FEW = 16;

  private final HvsFile file;
  private final Likeness likeness;
  private final List<StoredProtector> stored = new ArrayList<>();

  MachineReader(HvsFile file, Likeness likeness) {
    this.file = file;
    this.likeness = likeness;
  }

  MachineFile read() throws HvsException, IOException {
    Optional<HvsKey> configuration = file.root().find(CONFIGURATION);
    if (configuration.isEmpty()) {
      return new MachineFile(false, MachineFacts.NONE, List.of(), file.remarks());
    }
    HvsKey root = configuration.get();
    keep(root.find(SECURITY, "keys", "key_protector"), Role.CURRENT);
    keep(root.find(SECURITY, "keys", "lkg_key_protector"), Role.LAST_KNOWN_GOOD);
    for (HvsKey key : root.children()) {
      if (!key.name().equals(SECURITY)) {
        search(key);
      }
    }
    return new MachineFile(true, facts(root), stored, file.remarks());
  }

  private void keep(Optional<HvsKey> key, Role role) throws HvsException, IOException {
    if (key.isEmpty()) {
      return;
    }
    Optional<byte[]> bytes = bytes(key.get());
    boolean nothing = bytes.filter(all -> all.length == 0 || Frame.isNone(all)).isPresent();
    if (!nothing) {
      stored.add(new StoredProtector(key.get().path(), role, bytes));
    }
  }

  private static Optional<byte[]> bytes(HvsKey key) throws HvsException, IOException {
    if (key.size() > HvsKey.MOST_BYTES) {
      return Optional.empty();
    }
    Optional<String> text = key.text();
    return text.isPresent()
        ? Optional.of(text.get().getBytes(StandardCharsets.UTF_8))
        : Optional.of(key.value());
  }

  private void search(HvsKey key) throws HvsException, IOException {
    if (isLike(key)) {
      keep(Optional.of(key), Role.ELSEWHERE);
      requireFew();
    }
    for (HvsKey below : key.children()) {
      search(below);
    }
  }

  private boolean isLike(HvsKey key) throws HvsException, IOException {
    boolean text = key.type() == KeyType.STRING;
    if ((!text && key.type() != KeyType.ARRAY) || key.size() > HvsKey.MOST_BYTES) {
      return false;
    }
    // Most values are something else, and few bytes show it.
    return key.size() > FEW
        && mayBegin(start(key, FEW), key.size())
        && likeness.begins(start(key, Likeness.START), key.size());
  }

  /** A frame of this size, or text. */
  private static boolean mayBegin(byte[] few, long size) {
    if (few[0] == 0) {
      return ByteBuffer.wrap(few).getInt() == size;
    }
    return few[0] < 0 || few[0] >= ' ' || Character.isWhitespace(few[0]);
  }

  private static byte[] start(HvsKey key, int most) throws HvsException, IOException {
    byte[] start = key.start(most);
    return key.type() == KeyType.STRING
        ? new String(start, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8)
        : start;
  }

  private void requireFew() throws HvsException {
    if (stored.size() > MOST_ELSEWHERE) {
      throw HvsException.tooLarge(
          "configuration", "more than " + MOST_ELSEWHERE + " protectors", "one or two");
    }
  }

  private static MachineFacts facts(HvsKey root) throws HvsException, IOException {
    Optional<Long> version = number(root.find("properties", "version"));
    boolean second =
        number(root.find("properties", "subtype")).filter(type -> type == 1).isPresent();
    return new MachineFacts(
        text(root.find("properties", "name")),
        text(root.find("properties", "global_id")).map(VmName::bareId),
        version.map(both -> (both >> 8) + "." + (both & 0xff)),
        Optional.of(second ? 2 : 1),
        settings(root));
  }

  private static MachineFacts.Settings settings(HvsKey root) throws HvsException, IOException {
    Optional<Boolean> enabled = setting(root, "tpm_enabled");
    Optional<Boolean> tpm = enabled.isEmpty() && hasTpmDevice(root) ? Optional.of(true) : enabled;
    return new MachineFacts.Settings(
        tpm,
        setting(root, "shielding_requested"),
        setting(root, "encrypt_state_migration"),
        setting(root, "data_protection_requested"));
  }

  private static Optional<Boolean> setting(HvsKey root, String name)
      throws HvsException, IOException {
    return number(root.find(SECURITY, "settings", name)).map(value -> value != 0);
  }

  private static boolean hasTpmDevice(HvsKey root) throws HvsException, IOException {
    Optional<HvsKey> manifest = root.find("manifest");
    if (manifest.isEmpty()) {
      return false;
    }
    for (HvsKey entry : manifest.get().children()) {
      Optional<String> device = text(entry.find("device"));
      if (device.filter(id -> VmName.sameId(id, TPM_DEVICE)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Long> number(Optional<HvsKey> key) throws HvsException, IOException {
    return key.isPresent() ? key.get().number() : Optional.empty();
  }

  /** A text that is not empty, cut where it is long. */
  private static Optional<String> text(Optional<HvsKey> key) throws HvsException, IOException {
    Optional<String> text = key.isPresent() ? key.get().text() : Optional.empty();
    return text.filter(all -> !all.isEmpty())
        .map(all -> all.substring(0, Math.min(all.length(), MOST_TEXT)));
  }
}
