package dev.keyward.cli.base.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NobodyNamedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.folder.CertificateNames;
import dev.keyward.protector.known.folder.FolderGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names for certificates from a folder of guardian metadata, certificates and exports, or from one
 * such file. A file that gives no name is named in a warning. This decides nothing about trust.
 */
public final class GuardianFolder {

  private static final int DEEPEST = 8;
  private static final int MOST_WARNINGS = 20;
  private static final int MOST_NAMED = 3;
  private static final Pattern FOR_CERTIFICATES =
      Pattern.compile("(?i).*\\.(?:cer|crt|der|pem|p7b|p7c|pfx|p12)");

  private final Arguments arguments;
  private final Session session;
  private final List<FolderGuardians.Document> documents = new ArrayList<>();
  private final List<CertificateNames.Candidate> candidates = new ArrayList<>();
  private final Set<Path> stores = new TreeSet<>();
  private final Set<Path> services = new TreeSet<>();
  private final List<Path> nameless = new ArrayList<>();
  private int passedOver;

  private GuardianFolder(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** What is known already with the names of {@code --guardians}, where it is given. */
  public static KnownGuardians addTo(KnownGuardians known, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return arguments.has("guardians")
        ? new GuardianFolder(arguments, session).read(known, arguments.required("guardians"))
        : known;
  }

  private KnownGuardians read(KnownGuardians known, String path)
      throws KeywardException, IOException, UsageException {
    Path start = session.path(path);
    GuardianFile reader = new GuardianFile(new KeyFileInput(arguments, session));
    for (Path file : files(start)) {
      read(start, file, reader);
    }
    for (Path service : services) {
      published(start, service);
    }
    warnOfStores();
    tellPassedOver(path);
    tellNameless(start);
    requireSomebody(path);
    FolderGuardians made = FolderGuardians.of(documents, known.guardians());
    made.refused().forEach(this::tellRefused);
    KnownGuardians named = known.withNamed(made.named());
    return named.withSingles(singles(named));
  }

  private void read(Path start, Path file, GuardianFile reader)
      throws KeywardException, IOException, UsageException {
    try {
      GuardianFile.Content content = reader.read(file, source(start, file));
      if (content.metadata().isPresent()) {
        GuardianFile.Named named = content.metadata().get();
        documents.add(
            new FolderGuardians.Document(
                names(start, file, named.stem()), named.name(), named.metadata()));
      }
      candidates.addAll(content.certificates());
    } catch (KeywardException e) {
      if (Files.isRegularFile(start)) {
        throw e;
      }
      if (isNameless(e, file)) {
        nameless.add(file);
      } else {
        warn(e.within(file.toString()));
      }
    }
  }

  private void warnOfStores() {
    for (Path store : stores) {
      warn(
          new MalformedInputException(
              Fault.of("a-store", store.toString(), "a guardian store", "files that name guardians")
                  .withHint("name it with --store, or write its metadata with guardian export")));
    }
  }

  private void tellPassedOver(String path) {
    if (passedOver > MOST_WARNINGS) {
      session
          .console()
          .warning(path + ": " + (passedOver - MOST_WARNINGS) + " more files were skipped");
    }
  }

  private void tellRefused(FolderGuardians.Refused each) {
    session
        .console()
        .warning(String.join("/", each.document().path()) + ": " + each.why() + "; skipped");
  }

  /** What a service published is signed, and counts as it does in a file of its own. */
  private void published(Path start, Path service) throws IOException {
    try {
      HgsFolder folder = HgsFolder.at(service, session.random());
      GuardianName name = folder.describe().name();
      GuardianMetadata metadata = GuardianMetadata.parse(folder.metadata(), "");
      Path file = service.resolve(name.toString());
      documents.add(
          new FolderGuardians.Document(names(start, file, name.toString()), name, metadata));
      session
          .console()
          .note(
              service
                  + ": the folder of a service; here only its metadata counts, and --hgs"
                  + " takes its other keys too");
    } catch (KeywardException e) {
      warn(e.within(service.toString()));
    }
  }

  /** The folders from the named one on, and the file without its ending. */
  private static List<String> names(Path start, Path file, String stem) {
    List<String> names = new ArrayList<>();
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path above = start.toAbsolutePath().normalize().getParent();
    if (above != null && folder != null && folder.startsWith(above)) {
      above.relativize(folder).forEach(part -> names.add(part.toString()));
    }
    names.removeIf(String::isEmpty);
    names.add(stem);
    return names;
  }

  private List<KnownGuardians.Single> singles(KnownGuardians named) {
    List<CertificateNames.Candidate> unnamed =
        candidates.stream().filter(each -> !named.hasKeyOf(each.certificate())).toList();
    CertificateNames names = new CertificateNames(unnamed, named::knows);
    return unnamed.stream()
        .map(each -> new KnownGuardians.Single(names.of(each), each.certificate()))
        .toList();
  }

  /** Whether it is a file of another kind, which nobody put there for its names. */
  private static boolean isNameless(KeywardException e, Path file) {
    boolean meant = FOR_CERTIFICATES.matcher(file.getFileName().toString()).matches();
    return e.fault().code().equals(GuardianFile.NOBODY) && !meant;
  }

  /** One line for all of them, so that they hide no warning about a damaged or a locked file. */
  private void tellNameless(Path start) {
    if (nameless.isEmpty()) {
      return;
    }
    int count = nameless.size();
    String first =
        nameless.stream()
            .limit(MOST_NAMED)
            .map(file -> start.relativize(file).toString())
            .collect(Collectors.joining(", "));
    session
        .console()
        .warning(
            start
                + ": "
                + (count == 1 ? "1 file names no guardian (" : count + " files name no guardian (")
                + first
                + (count > MOST_NAMED ? ", ...); skipped" : "); skipped"));
  }

  private void warn(KeywardException e) {
    Fault fault = e.fault();
    warn(fault.message() + fault.hint().map(text -> " (" + text + ")").orElse(""));
  }

  private void warn(String text) {
    passedOver++;
    if (passedOver <= MOST_WARNINGS) {
      session.console().warning(text + "; skipped");
    }
  }

  /** Without names every answer would look as if nobody were a stranger. */
  private void requireSomebody(String path) throws NobodyNamedException {
    if (documents.isEmpty() && candidates.isEmpty()) {
      throw new NobodyNamedException(
          Fault.of("nobody-named", path, "no guardian or certificate", "files that name guardians")
              .withHint("guardian export writes such a file; or leave --guardians out"));
    }
  }

  /** The folder below the named one holds one host's certificates alone. */
  private static String source(Path start, Path file) {
    Path folder = file.getParent();
    return folder == null || folder.equals(start) || file.equals(start) ? "" : folder.toString();
  }

  private List<Path> files(Path start) throws IOException {
    FileTree tree = FileTree.of(start, DEEPEST);
    tree.passedOver().forEach(this::warn);
    List<Path> files = new ArrayList<>();
    for (Path file : tree.files()) {
      if (!isHidden(file) && !isInService(file) && !isInStore(file)) {
        files.add(file);
      }
    }
    return files;
  }

  /** Desktops leave such files behind; nobody put them there for their names. */
  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  /** Of {@code DIR/lock} and {@code DIR/service/...}. */
  private boolean isInService(Path file) {
    Optional<Path> service = ServiceFolders.holding(file);
    service.ifPresent(services::add);
    return service.isPresent();
  }

  private boolean isInStore(Path file) throws IOException {
    Optional<Path> store = StoreFiles.holding(file);
    store.ifPresent(stores::add);
    return store.isPresent();
  }
}
