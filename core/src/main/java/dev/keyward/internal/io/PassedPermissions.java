package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a file that is replaced passes on to the one that gets its name. */
final class PassedPermissions {

  /** What a group may do, with what everybody may. */
  private static final Map<PosixFilePermission, PosixFilePermission> OF_GROUP =
      Map.of(
          PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

  private PassedPermissions() {}

  /**
   * Gives {@code to} the permissions, the group and the owner of {@code from}, as far as the system
   * lets this user; on Windows its access control list. Where the group cannot be kept, another one
   * gets no more than everybody has. Neither is followed where it is a link: who may write to the
   * folder could have put one there.
   */
  static void of(Path from, Path to) throws IOException {
    if (!AccessRule.isPosix(from)) {
      AccessRule.pass(from, to);
      return;
    }
    PosixFileAttributes old = posix(from).readAttributes();
    if (!old.isRegularFile()) {
      return;
    }
    PosixFileAttributeView view = posix(to);
    PosixFileAttributes made = view.readAttributes();
    if (!made.isRegularFile()) {
      // Whether a system refuses to change a link, or changes the link itself, depends on the Java.
      throw new FileSystemException(to.toString(), null, "is no longer the file that was written");
    }
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(old.permissions());
    if (!old.group().equals(made.group()) && !isDone(() -> view.setGroup(old.group()))) {
      OF_GROUP.forEach(
          (group, everybody) -> {
            if (!permissions.contains(everybody)) {
              permissions.remove(group);
            }
          });
    }
    if (!old.owner().equals(made.owner())) {
      // Only an administrator can; for anybody else the file becomes that of the editor.
      isDone(() -> view.setOwner(old.owner()));
    }
    view.setPermissions(permissions);
  }

  private static PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(
        file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** A change that the system may not allow. */
  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private static boolean isDone(Change change) {
    try {
      change.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
