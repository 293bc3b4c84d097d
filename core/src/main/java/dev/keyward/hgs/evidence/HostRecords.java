package dev.keyward.hgs.evidence;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Trees;
import dev.keyward.tpm.log.EventLog;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The folder {@code hosts/} of a service, with a folder for each measured host: {@code ek.pem} (the
 * endorsement key of the TPM that took the name, where the first TPM takes it), {@code last.json}
 * (what the host last showed) and {@code log} (its event log as the firmware wrote it). It lies
 * outside the service's state: a node writes it while it serves.
 */
public final class HostRecords {

  private static final int MOST_RECORD = 1 << 20;
  private static final int MOST_KEY = 1 << 14;

  private final Path hosts;

  /** Of the service in that folder. */
  public HostRecords(Path service) {
    this.hosts = service.resolve("hosts");
  }

  /** Where the records of that host are. */
  public Path folder(GuardianName host) {
    return hosts.resolve(host.toString());
  }

  /** The event log of that host, for people who draft a policy. */
  public Path logFile(GuardianName host) {
    return folder(host).resolve("log");
  }

  private Path keyFile(GuardianName host) {
    return folder(host).resolve("ek.pem");
  }

  /** The endorsement key of the TPM that took the name; empty if no TPM has. */
  public Optional<HostPublicKey> endorsementKey(GuardianName host)
      throws IOException, KeywardException {
    Path file = keyFile(host);
    try {
      return Optional.of(
          HostPublicKey.parseFile(SafeFiles.readAtMost(file, MOST_KEY), file.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Lets a TPM take the name, if no other has it.
   *
   * @return whether it has the name now
   */
  public boolean claim(GuardianName host, HostPublicKey endorsementKey)
      throws IOException, KeywardException {
    createFolder(host);
    try {
      AtomicFiles.create(keyFile(host), endorsementKey.pem(), true);
      return true;
    } catch (FileAlreadyExistsException e) {
      return endorsementKey(host).filter(endorsementKey::equals).isPresent();
    }
  }

  /** What the host last showed; empty where it never did, and where the record is damaged. */
  public Optional<LastEvidence> last(GuardianName host) throws IOException {
    Path file = folder(host).resolve("last.json");
    try {
      return Optional.of(
          LastEvidence.parse(SafeFiles.readAtMost(file, MOST_RECORD), file.toString()));
    } catch (NoSuchFileException | KeywardException e) {
      // The next attestation writes it again.
      return Optional.empty();
    }
  }

  /**
   * The event log that the host last showed.
   *
   * @throws MalformedInputException code {@code damaged-log} where it is not the recorded one
   */
  public Optional<byte[]> log(GuardianName host) throws IOException, KeywardException {
    Optional<LastEvidence> last = last(host);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Path file = logFile(host);
    byte[] log;
    try {
      log = SafeFiles.readAtMost(file, EventLog.MOST_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!Thumbprint.of(log).equals(last.get().log().digest())) {
      throw new MalformedInputException(
          Fault.of("damaged-log", file.toString(), "a log of another SHA-256", "the recorded one"));
    }
    return Optional.of(log);
  }

  /**
   * Keeps what the host showed, in the place of what it showed before. A host shows the same log
   * until its next boot, and writing it again would cost a sync.
   */
  public synchronized void keep(GuardianName host, LastEvidence evidence, byte[] log)
      throws IOException {
    createFolder(host);
    if (!hasLog(host, log)) {
      KeptFile.replace(logFile(host), log);
    }
    KeptFile.replace(folder(host).resolve("last.json"), evidence.encode());
  }

  private boolean hasLog(GuardianName host, byte[] log) throws IOException {
    Path file = logFile(host);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && !OwnerOnly.isReadableByOthers(file)
          && !OwnerOnly.isWritableByOthers(file)
          && Arrays.equals(SafeFiles.readAtMost(file, EventLog.MOST_BYTES), log);
    } catch (KeywardException e) {
      // Longer than any log.
      return false;
    }
  }

  /** Removes all that is known of a host, so that another TPM can take its name. */
  public void forget(GuardianName host) throws IOException {
    if (Files.exists(folder(host), LinkOption.NOFOLLOW_LINKS)) {
      Trees.delete(folder(host));
    }
  }

  private void createFolder(GuardianName host) throws IOException {
    OwnerOnly.createFolders(folder(host));
  }
}
