package dev.keyward.protector.known;

import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A guardian in one source, with that source's name for it. A name is a label. The signing key says
 * who a guardian is, so several of these values can be one guardian.
 *
 * @param history the keys that it has and had
 * @param path what names it: in the store its name alone; in a folder the named folder, those below
 *     it, and the file without its ending. Not empty
 * @param origin where it comes from
 */
public record NamedGuardian(GuardianHistory history, List<String> path, Origin origin) {

  /** The source of a name; a name in the store takes precedence. */
  public enum Origin {
    /** The store, which has its private keys too. */
    STORE_WITH_KEYS,
    /** The store. */
    STORE,
    /** The folder of the service that the guardian is: it says which keys the service uses. */
    SERVICE,
    /** A folder that names guardians. */
    FOLDER
  }

  /** Copies the path; refuses an empty one. */
  public NamedGuardian {
    Objects.requireNonNull(history, "history");
    path = List.copyOf(path);
    Objects.requireNonNull(origin, "origin");
    if (path.isEmpty()) {
      throw new IllegalArgumentException("a guardian without a name");
    }
  }

  /** One of the store. */
  public static NamedGuardian stored(GuardianHistory history, boolean hasKeys) {
    return new NamedGuardian(
        history,
        List.of(history.name().toString()),
        hasKeys ? Origin.STORE_WITH_KEYS : Origin.STORE);
  }

  /**
   * The guardian that a service is.
   *
   * @param history as the folder of the service has it
   * @param path the folders that lead to it, without the name that the service has
   */
  public static NamedGuardian service(GuardianHistory history, List<String> path) {
    List<String> all = new ArrayList<>(path);
    all.add(history.name().toString());
    return new NamedGuardian(history, all, Origin.SERVICE);
  }

  /** Whether the store has it. */
  public boolean isStored() {
    return origin == Origin.STORE || origin == Origin.STORE_WITH_KEYS;
  }

  /**
   * Whether it says without a proof that this is a key of its. Of the keys in the folder of a
   * service only the primary ones signed something that others can check.
   */
  boolean claims(KnownKey key) {
    return origin == Origin.SERVICE && key.state() != KeyState.CURRENT;
  }

  /** The last part of the path. */
  public String name() {
    return path.get(path.size() - 1);
  }

  /** Written out, as in {@link KnownGuardian}. */
  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof NamedGuardian named
            && named.path.equals(path)
            && named.origin == origin
            && named.history.equals(history);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
