package dev.keyward.secret;

import dev.keyward.internal.io.AccessRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why others can open a file or folder that holds secrets, on a system whose files have no POSIX
 * permissions. A later change of a folder can pass permissions on to the files in it, so Keyward
 * looks this up each time it unlocks keys.
 *
 * @param path the file or folder
 * @param account who else can open it, as the system names the account; empty where the file system
 *     keeps no permissions, like that of a USB stick
 */
public record Exposure(Path path, Optional<String> account) {

  private static final int MOST_DEPTH = 3;

  /** Takes what was found, to warn of it. */
  @FunctionalInterface
  public interface Listener {

    /** Takes nothing: for programs that warn of nothing. */
    Listener NONE = exposure -> {};

    /** Takes one file or folder that others can open. */
    void exposed(Exposure exposure);
  }

  /**
   * The exposure of {@code path}. Where nothing has that name, only a file system that keeps no
   * permissions is one: what is made there gets permissions of its own.
   */
  public static Optional<Exposure> of(Path path) throws IOException {
    return of(path, AccessRule.SYSTEM);
  }

  static Optional<Exposure> of(Path path, AccessRule rule) throws IOException {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (AccessRule.isPosix(there)) {
      return Optional.empty();
    }
    Optional<String> account = rule.stranger(there);
    if (account.isEmpty() && !AccessRule.hasLists(there)) {
      return Optional.of(new Exposure(path, Optional.empty()));
    }
    return Files.exists(path)
        ? account.map(name -> new Exposure(path, Optional.of(name)))
        : Optional.empty();
  }

  /** The first exposure of a folder and of what is below it; a folder of few files. */
  public static Optional<Exposure> within(Path folder) throws IOException {
    return within(folder, AccessRule.SYSTEM);
  }

  static Optional<Exposure> within(Path folder, AccessRule rule) throws IOException {
    if (AccessRule.isPosix(folder)) {
      return Optional.empty();
    }
    Optional<Exposure> exposure = of(folder, rule);
    try (Stream<Path> all = Files.walk(folder, MOST_DEPTH)) {
      for (Path path : all.sorted().toList()) {
        exposure = exposure.isPresent() ? exposure : ofAccount(path, rule);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return exposure;
  }

  private static Optional<Exposure> ofAccount(Path path, AccessRule rule) throws IOException {
    return rule.stranger(path).map(account -> new Exposure(path, Optional.of(account)));
  }
}
