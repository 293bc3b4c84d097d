package dev.keyward.cli.fleet.matrix;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.FileTree;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.fleet.certificate.KeyFiles;
import dev.keyward.file.SafeFiles;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.guardian.keyfile.CertificateFile;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Reads the files in which keys are kept, of any names; what stays locked is an answer too. */
final class BackupInput {

  private static final int DEEPEST = 8;

  private final Arguments arguments;
  private final Session session;
  private final KeyFiles files;
  private final Backup backup = new Backup();

  private BackupInput(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
    this.files = new KeyFiles(new KeyFileInput(arguments, session));
  }

  /** All that {@code --backup} names; empty where it is not given. */
  static Optional<Backup> of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    if (!arguments.has("backup")) {
      return Optional.empty();
    }
    return Optional.of(new BackupInput(arguments, session).read());
  }

  private Backup read() throws KeywardException, IOException, UsageException {
    for (String value : arguments.values("backup")) {
      Path start = session.path(value);
      FileTree tree = FileTree.of(start, DEEPEST);
      tree.passedOver().forEach(each -> session.console().warning(each + "; skipped"));
      for (Path file : tree.files()) {
        read(file);
      }
    }
    return backup;
  }

  private void read(Path file) throws IOException, UsageException {
    String name = RawName.of(file);
    byte[] content;
    try {
      content = SafeFiles.readAtMost(file, KeySource.MOST_BYTES);
    } catch (KeywardException e) {
      session.console().warning(e.within(file.toString()).fault().message() + "; skipped");
      return;
    }
    try {
      for (CertificateFile.Held each : files.read(content)) {
        backup.add(name, each.certificate(), each.privateKey());
      }
    } catch (BadPassphraseException e) {
      backup.add(new Backup.Locked(name, files.whyLocked(content, e), thumbprint(name)));
    } catch (KeywardException e) {
      session.console().warning(e.within(file.toString()).fault().message() + "; skipped");
    }
  }

  /** Files are named by the SHA-1 that Windows shows, as Keyward's plans do too. */
  private static Optional<String> thumbprint(String name) {
    String stem = name.replaceFirst("\\.[A-Za-z0-9]*$", "").toUpperCase(Locale.ROOT);
    return Optional.of(stem).filter(text -> text.matches("[0-9A-F]{40}"));
  }
}
