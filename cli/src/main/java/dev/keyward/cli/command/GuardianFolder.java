package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianMetadata;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.protector.KnownGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  GuardianFolder(Session session) {
    this.session = session;
  }

  KnownGuardians addTo(KnownGuardians known, String path)
      throws KeywardException, IOException, UsageException {
    Path start = session.path(path);
    KnownGuardians more = known;
    for (Path file : files(start)) {
      try {
        more = add(more, file);
      } catch (MalformedInputException e) {
        if (Files.isRegularFile(start)) {
          throw e;
        }
        session.console().warning(e.within(file.toString()).getMessage() + "; passed over");
      }
    }
    return more;
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

  private static KnownGuardians add(KnownGuardians known, Path file)
      throws KeywardException, IOException {
    byte[] content = SafeFiles.readAtMost(file, GuardianMetadata.MOST_BYTES);
    String fileName = file.getFileName().toString();
    String stem = fileName.substring(0, fileName.lastIndexOf('.'));
    if (fileName.toLowerCase(Locale.ROOT).endsWith(".xml")) {
      GuardianName name = GuardianName.parse(stem.replaceFirst("-metadata$", ""));
      return known.with(GuardianMetadata.parse(content, fileName).toGuardian(name, List.of()));
    }
    KnownGuardians more = known;
    for (GuardianCertificate certificate : GuardianCertificate.parseAll(content, fileName)) {
      String name = stem.replaceFirst("-(signing|encryption)$", "");
      more = more.withSingle(Text.printable(name), certificate);
    }
    return more;
  }
}
