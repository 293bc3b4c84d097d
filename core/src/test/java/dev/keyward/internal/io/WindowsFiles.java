package dev.keyward.internal.io;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file system in memory whose files have access control lists. What is new gets the list that a
 * folder like {@code C:\keys} passes on: its owner, and all users of the machine.
 */
public final class WindowsFiles implements AutoCloseable {

  public static final String OWNER = "MACHINE\\anna";
  public static final String SYSTEM = "NT-AUTORITÄT\\SYSTEM";
  public static final String USERS = "VORDEFINIERT\\Benutzer";

  private final FileSystem system;

  /** With {@code C:\keys}, and a home folder for the user and the system. */
  public WindowsFiles() throws IOException {
    system =
        Jimfs.newFileSystem(
            Configuration.windows().toBuilder()
                .setAttributeViews("basic", "owner", "acl")
                .setDefaultAttributeValue("owner:owner", OWNER)
                .build());
    Files.createDirectories(home());
    Files.createDirectory(keys());
    allow(home(), OWNER, SYSTEM);
    allow(keys(), OWNER, USERS);
  }

  public Path home() {
    return system.getPath("C:\\Users\\anna");
  }

  public Path keys() {
    return system.getPath("C:\\keys");
  }

  /** The rule of the user with that home. */
  public AccessRule rule() {
    return new AccessRule(home());
  }

  /** The rule on a system that passes on the list of the folder with every setting. */
  AccessRule merging() {
    return new AccessRule(
        home(),
        (view, list) -> view.setAcl(List.of(list.get(0), entry(USERS, AclEntryType.ALLOW))));
  }

  /** Gives a file a list that allows these accounts everything. */
  public void allow(Path path, String... accounts) throws IOException {
    set(path, AclEntryType.ALLOW, accounts);
  }

  void deny(Path path, String... accounts) throws IOException {
    set(path, AclEntryType.DENY, accounts);
  }

  private void set(Path path, AclEntryType type, String... accounts) throws IOException {
    List<AclEntry> entries = new ArrayList<>();
    for (String account : accounts) {
      entries.add(entry(account, type));
    }
    view(path).setAcl(entries);
  }

  private AclEntry entry(String account, AclEntryType type) throws IOException {
    UserPrincipal principal = system.getUserPrincipalLookupService().lookupPrincipalByName(account);
    return AclEntry.newBuilder()
        .setType(type)
        .setPrincipal(principal)
        .setPermissions(AclEntryPermission.READ_DATA)
        .build();
  }

  /** The names in the list of a file. */
  static List<String> accounts(Path path) throws IOException {
    return view(path).getAcl().stream().map(entry -> entry.principal().getName()).toList();
  }

  private static AclFileAttributeView view(Path path) {
    return Objects.requireNonNull(Files.getFileAttributeView(path, AclFileAttributeView.class));
  }

  @Override
  public void close() throws IOException {
    system.close();
  }
}
