package dev.keyward.cli.fleet.certificate;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.FileTree;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.file.SafeFiles;
import dev.keyward.fleet.matrix.CertificateStore;
import dev.keyward.fleet.matrix.HostBook;
import dev.keyward.fleet.matrix.HostCertificate;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.guardian.keyfile.CertificateFile;
import dev.keyward.guardian.keyfile.RegistryStore;
import dev.keyward.protector.file.ExportedGuardian;
import dev.keyward.protector.file.GuardianExport;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the certificates of hosts: exports of PowerShell that name the hosts themselves, exports of
 * the registry that are called by their host, and a folder with a folder for each host.
 */
public final class CertificateInput {

  private static final int MOST_BYTES = 64 << 20;
  private static final int DEEPEST = 8;

  private final Session session;
  private final KeyFiles files;
  private final MatrixDraft draft;
  private final ReadExports exports;

  public CertificateInput(Arguments arguments, Session session, MatrixDraft draft) {
    this(arguments, session, draft, new ReadExports());
  }

  CertificateInput(Arguments arguments, Session session, MatrixDraft draft, ReadExports exports) {
    this.session = session;
    this.files = new KeyFiles(new KeyFileInput(arguments, session));
    this.draft = draft;
    this.exports = exports;
  }

  /**
   * Reads what a path holds of one host. A folder that has not the name of the host is one with a
   * folder for each host: what lies in it is never taken for that host's by guess.
   */
  void read(Path path, String host) throws KeywardException, IOException, UsageException {
    Optional<String> owner = Optional.of(host);
    if (!Files.isDirectory(path)) {
      file(path, owner);
    } else if (mayBe(host, path)) {
      folder(path, owner);
    } else {
      folders(path, folder -> mayBe(host, folder));
    }
  }

  /** Whether a folder has the name of a host, as Windows compares names. */
  private static boolean mayBe(String host, Path folder) {
    String name = RawName.of(folder);
    return !name.isEmpty()
        && new HostBook(List.of(host, name)).find(name).equals(Optional.of(host));
  }

  /** Reads what one {@code --certificates} names. */
  public void read(String value) throws KeywardException, IOException, UsageException {
    int equals = value.indexOf('=');
    boolean named = equals > 0 && Files.notExists(session.path(value));
    Path path = session.path(named ? value.substring(equals + 1) : value);
    Optional<String> host = named ? Optional.of(value.substring(0, equals)) : Optional.empty();
    if (!Files.isDirectory(path)) {
      host.ifPresent(draft::collected);
      file(path, host);
    } else if (host.isPresent()) {
      folder(path, host);
    } else {
      folders(path, folder -> true);
    }
  }

  /** A folder below is a host's; exports beside these name their hosts themselves. */
  private void folders(Path path, Predicate<Path> wanted)
      throws KeywardException, IOException, UsageException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : sorted(entries)) {
        if (Files.isDirectory(entry)) {
          if (wanted.test(entry)) {
            folder(entry, Optional.of(entry.getFileName().toString()));
          }
        } else {
          inFolder(entry, Optional.empty());
        }
      }
    }
  }

  private static List<Path> sorted(DirectoryStream<Path> entries) {
    List<Path> paths = new ArrayList<>();
    entries.forEach(paths::add);
    Collections.sort(paths);
    return paths;
  }

  private void folder(Path path, Optional<String> host)
      throws KeywardException, IOException, UsageException {
    host.ifPresent(draft::collected);
    FileTree tree = FileTree.of(path, DEEPEST);
    tree.passedOver().forEach(each -> session.console().warning(each + "; skipped"));
    for (Path file : tree.files()) {
      inFolder(file, host);
    }
  }

  /** A file of another kind may lie there; one that is locked is never passed over. */
  private void inFolder(Path file, Optional<String> host)
      throws KeywardException, IOException, UsageException {
    try {
      file(file, host);
    } catch (MalformedInputException e) {
      session.console().warning(e.fault().message() + "; skipped");
    }
  }

  private void file(Path file, Optional<String> host)
      throws KeywardException, IOException, UsageException {
    byte[] content = SafeFiles.readAtMost(file, MOST_BYTES);
    try {
      if (RegistryStore.isIn(content)) {
        registry(content, host.orElseGet(() -> withoutEnding(file)));
      } else if (GuardianExport.isExport(content)) {
        exported(content, host);
      } else {
        certificates(content, host);
      }
    } catch (KeywardException e) {
      throw e.within(file.toString());
    }
  }

  /** A store without certificates is an answer too: that host has none. */
  private void registry(byte[] content, String host) throws MalformedInputException {
    RegistryStore store = RegistryStore.parse(content);
    if (!store.isWhole()) {
      throw new MalformedInputException(
          Fault.of(
                  "no-certificates",
                  "",
                  "an export of other certificate stores",
                  "the store \"" + RegistryStore.SHIELDED + "\"")
              .withHint("reg export \"" + RegistryStore.KEY + "\" HOST.reg writes it"));
    }
    draft.collected(host);
    for (RegistryStore.Held each : store.held()) {
      draft.certificate(
          host,
          new HostCertificate(
              each.certificate(),
              Optional.of(each.privateKey()),
              CertificateStore.of(Optional.of(each.store()))));
    }
  }

  private static String withoutEnding(Path file) {
    return RawName.of(file).replaceFirst("(?i)(?<=.)\\.reg$", "");
  }

  private void exported(byte[] content, Optional<String> host) throws KeywardException {
    for (ExportedGuardian guardian : exports.of(content)) {
      String owner = required(guardian.host().or(() -> host));
      for (ExportedGuardian.Held each : guardian.held()) {
        CertificateStore store = CertificateStore.of(each.store());
        draft.certificate(owner, new HostCertificate(each.certificate(), each.privateKey(), store));
      }
    }
  }

  private void certificates(byte[] content, Optional<String> host)
      throws KeywardException, IOException, UsageException {
    String owner = required(host);
    for (CertificateFile.Held each : files.read(content)) {
      // A certificate without its key beside it says nothing about the host's keys.
      Optional<Boolean> key = Optional.of(each.privateKey()).filter(has -> has);
      draft.certificate(
          owner, new HostCertificate(each.certificate(), key, CertificateStore.SHIELDED));
    }
  }

  private static String required(Optional<String> host) throws MalformedInputException {
    return host.orElseThrow(
        () ->
            new MalformedInputException(
                Fault.of("no-host", "", "certificates of a host without a name", "its host")
                    .withHint(
                        "type --certificates HOST=PATH, or give a folder with a subfolder for each"
                            + " host")));
  }
}
