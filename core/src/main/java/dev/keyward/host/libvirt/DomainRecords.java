package dev.keyward.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The records of a host's domains: {@code libvirt/DOMAIN.json} in its folder. The hook of libvirt
 * looks for a file of that name, so that domains without a record cost nothing.
 */
public final class DomainRecords {

  /** Where they are in the folder of a host. */
  public static final String FOLDER = "libvirt";

  private static final String ENDING = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+@=-]{0,127}");
  private static final Duration MOST_WAIT = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMillis(50);

  private final Path folder;

  private DomainRecords(Path folder) {
    this.folder = folder;
  }

  /** Those of a host. */
  public static DomainRecords of(HostFolder host) {
    return new DomainRecords(host.path().resolve(FOLDER));
  }

  /** A change of a record. */
  public interface Change {
    DomainRecord of(DomainRecord before) throws KeywardException, IOException;
  }

  /** The record of a domain; empty where there is none. */
  public Optional<DomainRecord> find(String domain) throws KeywardException, IOException {
    return NAME.matcher(domain).matches() ? read(domain) : Optional.empty();
  }

  private Optional<DomainRecord> read(String domain) throws KeywardException, IOException {
    Path file = file(domain);
    try {
      byte[] json = SafeFiles.readAtMost(file, HostDocument.MOST_BYTES);
      return Optional.of(DomainRecordForm.decode(json, domain, file.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * The record of a domain that must have one.
   *
   * @throws MalformedInputException code {@code no-domain}
   */
  public DomainRecord require(String domain) throws KeywardException, IOException {
    return find(domain)
        .orElseThrow(
            () ->
                new MalformedInputException(
                    Fault.of(
                            "no-domain",
                            ForeignText.name(domain, 128),
                            "no domain of this host",
                            "one that was added")
                        .withHint("host libvirt add DIR DOMAIN FILE adds it")));
  }

  /** All of them, by name. */
  public List<DomainRecord> all() throws KeywardException, IOException {
    List<DomainRecord> records = new ArrayList<>();
    for (String domain : names()) {
      read(domain).ifPresent(records::add);
    }
    return records;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Adds a record.
   *
   * @throws MalformedInputException code {@code bad-domain-name}
   * @throws FileAlreadyExistsException where the domain has one
   */
  public void add(DomainRecord record) throws KeywardException, IOException {
    if (!NAME.matcher(record.domain()).matches()) {
      throw new MalformedInputException(
          Fault.of(
              "bad-domain-name",
              ForeignText.name(record.domain(), 128),
              "a name that Keyward does not take",
              "1 to 128 letters, digits, spaces and . _ + @ = -, the first a letter or digit"));
    }
    OwnerOnly.createFolders(folder);
    AtomicFiles.create(file(record.domain()), DomainRecordForm.encode(record), true);
  }

  /** Changes a record that must be there, in one step. */
  @SuppressWarnings("try") // The claim is held, not used.
  public DomainRecord change(String domain, HostTiming timing, Change change)
      throws KeywardException, IOException {
    DomainRecord unlocked = require(domain);
    try (FileClaim claim = claim(unlocked, timing)) {
      DomainRecord after = change.of(require(domain));
      AtomicFiles.replace(file(domain), DomainRecordForm.encode(after), true);
      return after;
    }
  }

  /** Records a status, and the state of the virtual TPM that is there now. */
  public void mark(DomainRecord record, DomainStatus status, HostTiming timing, Instant now)
      throws KeywardException, IOException {
    Optional<Thumbprint> state = TpmState.digest(record.tpmState());
    change(record.domain(), timing, before -> before.with(status, state, now));
  }

  /** Removes the record of a domain that must have one. */
  public DomainRecord remove(String domain) throws KeywardException, IOException {
    DomainRecord record = require(domain);
    Files.delete(file(domain));
    return record;
  }

  private FileClaim claim(DomainRecord record, HostTiming timing) throws IOException {
    HostTiming.Deadline deadline = timing.in(MOST_WAIT);
    Optional<FileClaim> claim = FileClaim.ofFolder(folder);
    while (claim.isEmpty()) {
      if (deadline.isOver()) {
        throw new FileSystemException(
            file(record.domain()).toString(), null, "another command is changing it");
      }
      timing.pause().rest(REST);
      claim = FileClaim.ofFolder(folder);
    }
    return claim.get();
  }

  private Path file(String domain) {
    return folder.resolve(domain + ENDING);
  }
}
