package dev.keyward.internal.io;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The attributes that keep a file or folder to its owner. They are given at creation, so that there
 * is no moment in which others could open it.
 */
public final class OwnerOnly {

  private OwnerOnly() {}

  /** For a new file at {@code path}: 0600, or the like as an ACL. */
  public static FileAttribute<?>[] file(Path path) throws IOException {
    return attributes(path, "rw-------");
  }

  /** For a new folder at {@code path}: 0700, or the like as an ACL. */
  public static FileAttribute<?>[] folder(Path path) throws IOException {
    return attributes(path, "rwx------");
  }

  /** Creates {@code folder} and what is missing above it, each for its owner only. */
  public static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, folder(folder));
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

  private static FileAttribute<?>[] attributes(Path path, String posix) throws IOException {
    Set<String> views = path.getFileSystem().supportedFileAttributeViews();
    if (views.contains("posix")) {
      return new FileAttribute<?>[] {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))
      };
    }
    return views.contains("acl")
        ? new FileAttribute<?>[] {new OwnerAcl(List.of(everythingForTheUser(path)))}
        : new FileAttribute<?>[0];
  }

  private static AclEntry everythingForTheUser(Path path) throws IOException {
    FileSystem system = path.getFileSystem();
    UserPrincipal user =
        system
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(user)
        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
        .build();
  }

  private record OwnerAcl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
    @Override
    public String name() {
      return "acl:acl";
    }
  }
}
