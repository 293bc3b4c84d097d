package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianMetadata;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.protector.KnownGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names for certificates from a folder of guardian metadata and certificates, or from one such
 * file. The file's name gives the guardian's. This decides nothing about trust.
 */
final class GuardianFolder {

  private static final int DEEPEST = 8;

  private final Session session;
  private final List<Guardian> guardians = new ArrayList<>();
  private final List<KnownGuardians.Single> singles = new ArrayList<>();

  GuardianFolder(Session session) {
    this.session = session;
  }

  KnownGuardians addTo(KnownGuardians known, String path)
      throws KeywardException, IOException, UsageException {
    Path start = session.path(path);
    for (Path file : files(start)) {
      try {
        add(file);
      } catch (KeywardException e) {
        if (Files.isRegularFile(start)) {
          throw e;
        }
        session.console().warning(e.within(file.toString()).getMessage() + "; passed over");
      }
    }
    return known.with(guardians).withSingles(singles);
  }

  private static List<Path> files(Path start) throws IOException {
    try (Stream<Path> found = Files.walk(start, DEEPEST)) {
      return found
          .filter(Files::isRegularFile)
          .filter(GuardianFolder::isOne)
          .filter(file -> !isInStore(file))
          .sorted()
          .toList();
    }
  }

  /** A store names its guardians by their folders; its files are called the same for all. */
  private static boolean isInStore(Path file) {
    Path generation = file.toAbsolutePath().getParent().getParent();
    return generation != null && Files.exists(generation.resolveSibling("current"));
  }

  private static boolean isOne(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Stream.of(".xml", ".cer", ".crt", ".der", ".pem").anyMatch(name::endsWith);
  }

  private void add(Path file) throws KeywardException, IOException {
    byte[] content = SafeFiles.readAtMost(file, GuardianMetadata.MOST_BYTES);
    String fileName = file.getFileName().toString();
    String stem = fileName.substring(0, fileName.lastIndexOf('.'));
    if (fileName.toLowerCase(Locale.ROOT).endsWith(".xml")) {
      GuardianName name = GuardianName.parse(stem.replaceFirst("-metadata$", ""));
      guardians.add(GuardianMetadata.parse(content, fileName).toGuardian(name, List.of()));
      return;
    }
    String name = Text.printable(stem.replaceFirst("-(signing|encryption)$", ""));
    for (GuardianCertificate certificate : GuardianCertificate.parseAll(content, fileName)) {
      singles.add(new KnownGuardians.Single(name, certificate));
    }
  }
}
