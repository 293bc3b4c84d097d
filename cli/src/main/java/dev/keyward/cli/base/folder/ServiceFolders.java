package dev.keyward.cli.base.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guardians that services are, by their folders. A folder says which keys the service uses, and
 * only a part of that is signed. So it counts where the user names it as such, and nowhere else.
 */
public final class ServiceFolders {

  /** Of {@code DIR/service/GENERATION/keys/FILE}. */
  private static final int DEPTH = 4;

  private ServiceFolders() {}

  /** The paths of {@code --hgs} and {@code --guardians}, for verbs that take both. */
  public static List<String> named(Arguments arguments) {
    List<String> paths = new ArrayList<>(arguments.values(Options.HGS.name()));
    paths.addAll(arguments.values(Options.GUARDIANS.name()));
    return paths;
  }

  /** What is known already, with the services of {@code --hgs} and then with the others. */
  public static KnownGuardians andGuardians(
      KnownGuardians known, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return GuardianFolder.addTo(addTo(known, arguments, session), arguments, session);
  }

  /** What is known already, with the services of {@code --hgs}. */
  public static KnownGuardians addTo(KnownGuardians known, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<NamedGuardian> services = new ArrayList<>();
    for (String operand : arguments.values(Options.HGS.name())) {
      services.add(read(operand, session.path(operand), session));
    }
    return services.isEmpty() ? known : known.withNamed(services);
  }

  private static NamedGuardian read(String named, Path folder, Session session)
      throws KeywardException, IOException {
    return find(folder, session)
        .orElseThrow(
            () ->
                new NoAccessException(
                    Fault.of(
                        "no-primary-certificate",
                        named,
                        "a service without a primary signing or encryption certificate",
                        "both")));
  }

  /**
   * The guardian that the service in a folder is; empty where a primary certificate is missing.
   *
   * @throws NoAccessException code {@code no-service}
   */
  public static Optional<NamedGuardian> find(Path folder, Session session)
      throws KeywardException, IOException {
    List<String> path = new ArrayList<>();
    folder.toAbsolutePath().normalize().forEach(part -> path.add(part.toString()));
    List<String> last = path.subList(Math.max(0, path.size() - 1), path.size());
    return HgsFolder.at(folder, session.random())
        .history()
        .map(history -> NamedGuardian.service(history, last));
  }

  /** The folder of a service that a file belongs to, as far as its place tells. */
  static Optional<Path> holding(Path file) {
    Optional<Path> folder = Optional.ofNullable(file.getParent());
    for (int up = 0; up < DEPTH && folder.isPresent(); up++) {
      Path service = folder.get().resolve("service");
      if (Files.isRegularFile(service.resolve("current"))) {
        boolean ours = file.startsWith(service) || file.equals(folder.get().resolve("lock"));
        return ours ? folder : Optional.empty();
      }
      folder = Optional.ofNullable(folder.get().getParent());
    }
    return Optional.empty();
  }
}
