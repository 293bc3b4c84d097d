package dev.keyward.internal.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Set;

/**
 * Makes files and folders that only their owner can open. The permissions are given at creation, so
 * that there is no moment in which others could open the file. On Windows that is not enough: there
 * {@link AccessRule} sets them again and reads them back, before the first byte is written.
 */
public final class OwnerOnly {

  /** The bit of a POSIX mode. */
  private static final int STICKY = 0x200;

  private OwnerOnly() {}

  /** For a new file at {@code path} that holds no secret: 0600, or the like as an ACL. */
  public static FileAttribute<?>[] file(Path path) throws IOException {
    return attributes(path, false);
  }

  /**
   * Makes an empty file for a secret and opens it to be written.
   *
   * @throws FileAlreadyExistsException if something has that name
   * @throws java.nio.file.FileSystemException where another account could open it; then there is no
   *     file
   */
  public static FileChannel newFile(Path path) throws IOException {
    return newFile(path, AccessRule.SYSTEM);
  }

  static FileChannel newFile(Path path, AccessRule rule) throws IOException {
    FileChannel channel = opened(path);
    try {
      rule.close(path);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      Patience.SYSTEM.delete(path);
      throw e;
    }
  }

  private static FileChannel opened(Path path) throws IOException {
    Set<StandardOpenOption> options = Set.of(CREATE_NEW, WRITE);
    try {
      return FileChannel.open(path, options, attributes(path, false));
    } catch (UnsupportedOperationException e) {
      // It has lists and takes none at creation: the file is still empty.
      return FileChannel.open(path, options);
    }
  }

  /**
   * Makes a folder that only its owner may enter.
   *
   * @throws FileAlreadyExistsException if something has that name
   * @throws java.nio.file.FileSystemException where another account could enter it; then there is
   *     no folder
   */
  public static void newFolder(Path path) throws IOException {
    newFolder(path, AccessRule.SYSTEM);
  }

  static void newFolder(Path path, AccessRule rule) throws IOException {
    try {
      Files.createDirectory(path, attributes(path, true));
    } catch (UnsupportedOperationException e) {
      Files.createDirectory(path);
    }
    try {
      rule.close(path);
    } catch (IOException | RuntimeException e) {
      Patience.SYSTEM.delete(path);
      throw e;
    }
  }

  /** Creates {@code folder} and what is missing above it, each for its owner only. */
  public static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createFolders(parent);
    }
    try {
      newFolder(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Whether somebody else than its owner may write to {@code path}; false where nobody can say. */
  public static boolean isWritableByOthers(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    return permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * Whether somebody else than its owner may rename and remove what is in a folder: the sticky bit
   * forbids that.
   */
  public static boolean isChangedByOthers(Path folder) throws IOException {
    return isWritableByOthers(folder) && !isSticky(folder);
  }

  private static boolean isSticky(Path folder) throws IOException {
    try {
      return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether others than the owner may read it, as far as its POSIX permissions say. */
  public static boolean isReadableByOthers(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return false;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    return permissions.contains(PosixFilePermission.GROUP_READ)
        || permissions.contains(PosixFilePermission.OTHERS_READ);
  }

  private static FileAttribute<?>[] attributes(Path path, boolean folder) throws IOException {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      return new FileAttribute<?>[] {
        PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"))
      };
    }
    return views.contains("acl") ? ofUser(path, folder) : new FileAttribute<?>[0];
  }

  private static FileAttribute<?>[] ofUser(Path path, boolean folder) throws IOException {
    FileSystem system = path.getFileSystem();
    try {
      UserPrincipal user =
          system
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name"));
      return new FileAttribute<?>[] {new OwnerAcl(List.of(AccessRule.everything(user, folder)))};
    } catch (UserPrincipalNotFoundException e) {
      // A domain that does not answer: the file is empty until its list is set.
      return new FileAttribute<?>[0];
    }
  }

  private record OwnerAcl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
    @Override
    public String name() {
      return "acl:acl";
    }
  }
}
