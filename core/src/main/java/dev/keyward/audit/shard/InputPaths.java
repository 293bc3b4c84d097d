package dev.keyward.audit.shard;

import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first inputs of an audit, as the user named them. They show which inputs of two shards
 * differ. They are used only for that message: the digest over all names decides whether inputs
 * differ.
 *
 * @param paths at most {@link #MOST}, of {@link #MOST_BYTES} together; none in shards made before
 */
record InputPaths(List<String> paths) {

  static final String FIELD = "input-paths";
  static final int MOST = 64;

  /** The most that all of them take, in bytes of UTF-8. */
  static final int MOST_BYTES = 16 << 10;

  private static final int MOST_SHOWN = 80;

  InputPaths {
    paths = List.copyOf(paths);
  }

  /** The first {@code sources}, as many as fit. */
  static InputPaths of(List<AuditSource> sources) {
    List<String> paths = new ArrayList<>();
    int bytes = 0;
    for (AuditSource source : sources.subList(0, Math.min(MOST, sources.size()))) {
      bytes += source.name().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      paths.add(source.name());
    }
    return new InputPaths(paths);
  }

  /** Reads the paths of a header, which may have none. */
  static InputPaths parse(JsonFields line) throws MalformedInputException {
    return new InputPaths(line.has(FIELD) ? line.texts(FIELD, MOST, MOST_BYTES) : List.of());
  }

  /** The first input that differs, in words; empty if the lists are too short to show it. */
  Optional<String> difference(InputPaths other, String otherShard) {
    int both = Math.min(paths.size(), other.paths.size());
    for (int i = 0; i < both; i++) {
      if (!paths.get(i).equals(other.paths.get(i))) {
        return Optional.of(
            "input "
                + (i + 1)
                + " is "
                + shown(other.paths.get(i))
                + ", and "
                + shown(paths.get(i))
                + " in "
                + otherShard);
      }
    }
    return Optional.empty();
  }

  private static String shown(String path) {
    return ForeignText.listed(path, MOST_SHOWN);
  }
}
