package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may be in the access control list of a secret file on Windows: the owner of the file, and the
 * accounts in the list of the user's home folder, which Windows makes for the user, SYSTEM and the
 * administrators. Accounts are compared by identity, never by name, because names are translated.
 *
 * <p>The attribute {@code acl:acl} at creation is not enough: the system adds what the parent
 * folder passes on, unless the descriptor is marked as protected, and Java never marks it. So the
 * list of a new, empty file is set again, which replaces all of it, and read back.
 */
public final class AccessRule {

  /** The rule for the user who runs this process. */
  public static final AccessRule SYSTEM = new AccessRule(Path.of(System.getProperty("user.home")));

  /** What stands in the place of an account where a file has no list at all. */
  static final String EVERYBODY = "everybody";

  private static final Set<AclEntryFlag> INHERITED =
      EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);

  private final Path home;
  private final Setting setting;

  /** The rule for the user with that home folder. */
  public AccessRule(Path home) {
    this(home, AclFileAttributeView::setAcl);
  }

  AccessRule(Path home, Setting setting) {
    this.home = home;
    this.setting = setting;
  }

  /** Replaces the list of a file; a test can add what Windows would pass on. */
  @FunctionalInterface
  interface Setting {
    void set(AclFileAttributeView view, List<AclEntry> list) throws IOException;
  }

  /** Whether files have an owner, a group and nine bits there instead. */
  public static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Whether the file system of {@code path}, which exists, keeps such lists. Windows shows a list
   * for files of every file system, so this asks the drive, which is slow.
   */
  public static boolean hasLists(Path path) throws IOException {
    return showsLists(path)
        && Files.getFileStore(path).supportsFileAttributeView(AclFileAttributeView.class);
  }

  private static boolean showsLists(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("acl");
  }

  /**
   * Gives a new, empty file or folder to its owner alone.
   *
   * @throws FileSystemException that names the account that can open it all the same
   */
  void close(Path made) throws IOException {
    if (!showsLists(made)) {
      return;
    }
    AclFileAttributeView view = view(made);
    boolean folder = Files.isDirectory(made, LinkOption.NOFOLLOW_LINKS);
    try {
      setting.set(view, List.of(everything(view.getOwner(), folder)));
    } catch (IOException e) {
      if (hasLists(made)) {
        throw e;
      }
      return;
    }
    Optional<String> stranger = stranger(made);
    if (stranger.isPresent()) {
      throw new FileSystemException(
          AtomicFiles.folderOf(made).toString(),
          null,
          stranger.get()
              + " can open new files in this folder, so nothing secret was written; choose a"
              + " folder below your home folder");
    }
  }

  /**
   * The name of an account that may not be in the list of {@code path} and is; empty also where the
   * file system has no lists.
   */
  public Optional<String> stranger(Path path) throws IOException {
    if (!showsLists(path)) {
      return Optional.empty();
    }
    AclFileAttributeView view = view(path);
    Optional<String> stranger = stranger(view.getAcl(), view.getOwner());
    return stranger.isPresent() && hasLists(path) ? stranger : Optional.empty();
  }

  /** Gives {@code to} the list of {@code from}, where both systems show such lists. */
  static void pass(Path from, Path to) throws IOException {
    if (!showsLists(from)) {
      return;
    }
    try {
      List<AclEntry> list = view(from).getAcl();
      if (!list.equals(view(to).getAcl())) {
        view(to).setAcl(list);
      }
    } catch (IOException e) {
      if (hasLists(to)) {
        throw e;
      }
    }
  }

  private Optional<String> stranger(List<AclEntry> list, UserPrincipal owner) throws IOException {
    if (list.isEmpty()) {
      // Java shows a file without a list, which everybody can open, like one with an empty list.
      return Optional.of(EVERYBODY);
    }
    Set<UserPrincipal> allowed = accountsOfHome();
    allowed.add(owner);
    return list.stream()
        .filter(entry -> entry.type() == AclEntryType.ALLOW)
        .filter(entry -> !allowed.contains(entry.principal()))
        .map(entry -> entry.principal().getName())
        .findFirst();
  }

  private Set<UserPrincipal> accountsOfHome() throws IOException {
    Set<UserPrincipal> accounts = new HashSet<>();
    if (Files.exists(home) && showsLists(home)) {
      view(home).getAcl().stream()
          .filter(entry -> entry.type() == AclEntryType.ALLOW)
          .forEach(entry -> accounts.add(entry.principal()));
    }
    return accounts;
  }

  private static AclFileAttributeView view(Path path) {
    return Objects.requireNonNull(
        Files.getFileAttributeView(path, AclFileAttributeView.class), "acl view");
  }

  /** All permissions for {@code account}; those of a folder are passed on to what is made in it. */
  static AclEntry everything(UserPrincipal account, boolean folder) {
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(account)
        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
        .setFlags(folder ? INHERITED : Set.of())
        .build();
  }
}
