package dev.keyward.cli.vm.swtpm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.file.PendingFolder;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.TemporaryFolder;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SwtpmState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What {@code --vtpm-key} and {@code --swtpm-state} ask for: the passphrase of an encrypted state,
 * as a part, and the state itself, which is made or checked. Closing wipes the passphrase, and
 * removes a state that was not committed.
 */
public final class VtpmKey implements AutoCloseable {

  /** The option that names the passphrase. */
  public static final OptionSpec KEY =
      OptionSpec.value(
          "vtpm-key", "FILE", "the passphrase of swtpm's encrypted state; new makes one");

  /** The option that names swtpm's folder. */
  public static final OptionSpec STATE =
      OptionSpec.value(
          "swtpm-state",
          "DIR",
          "swtpm's folder: a new one gets an encrypted state, one that is there is checked");

  /** The most bytes of a passphrase; a pipe holds them whole. */
  public static final int MOST = 4096;

  private static final int NEW_BYTES = 32;
  private static final String NEW = "new";

  private final Session session;
  private final byte[] passphrase;
  private Optional<PendingFolder> made = Optional.empty();

  private VtpmKey(Session session, byte[] passphrase) {
    this.session = session;
    this.passphrase = passphrase;
  }

  /**
   * The passphrase that the command names, if it names one; what is wrong with the folder is said
   * now.
   *
   * @param input reads the file
   */
  public static Optional<VtpmKey> of(Arguments arguments, Session session, PartInput input)
      throws KeywardException, IOException, UsageException {
    Optional<String> key = arguments.value(KEY.name());
    Optional<String> folder = arguments.value(STATE.name());
    if (key.isEmpty()) {
      if (folder.isPresent()) {
        throw new UsageException(
            "--swtpm-state needs --vtpm-key, which is missing",
            "to seal the state itself: --vtpm-state DIR/" + SwtpmPrograms.STATE);
      }
      return Optional.empty();
    }
    arguments.refuse(KEY.name(), "vtpm-state");
    boolean isNew = key.get().equals(NEW);
    if (isNew
        && folder.isPresent()
        && Files.exists(session.path(folder.get()), LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          "--swtpm-state " + folder.get() + " is there, and --vtpm-key new needs a new folder",
          "--vtpm-key FILE names the passphrase of a state that is there");
    }
    VtpmKey made = new VtpmKey(session, isNew ? fresh(session) : given(key.get(), session, input));
    try {
      made.prepare(folder);
      return Optional.of(made);
    } catch (KeywardException | IOException | UsageException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /** Printable: people set it in libvirt by hand too. */
  static byte[] fresh(Session session) {
    byte[] random = new byte[NEW_BYTES];
    session.random().nextBytes(random);
    byte[] text = Base64.getEncoder().encode(random);
    Arrays.fill(random, (byte) 0);
    return text;
  }

  private static byte[] given(String file, Session session, PartInput input)
      throws KeywardException, IOException, UsageException {
    byte[] content = input.content(file, MOST).copy();
    if (content.length == 0) {
      throw new MalformedInputException(
          Fault.of("vtpm-key", file, "an empty file", "a passphrase; swtpm takes an empty one"));
    }
    byte last = content[content.length - 1];
    if (last == '\n' || last == '\r') {
      session
          .console()
          .warning(file + ": it ends with a line end, which is a part of the passphrase");
    }
    return content;
  }

  private void prepare(Optional<String> named)
      throws KeywardException, IOException, UsageException {
    if (named.isEmpty()) {
      return;
    }
    Path folder = session.path(named.get());
    SwtpmPrograms programs = new SwtpmPrograms(session);
    programs.require();
    try (TemporaryFolder work = new TemporaryFolder("keyward-swtpm-")) {
      Path state = work.path().resolve(SwtpmPrograms.STATE);
      if (Files.exists(folder)) {
        check(named.get(), folder.resolve(SwtpmPrograms.STATE), state);
      } else {
        programs.create(work.path(), passphrase);
        made = Optional.of(pending(folder, state));
      }
      programs.requireOpens(work.path(), passphrase);
    } catch (KeywardException e) {
      throw e.within(named.get());
    }
  }

  /** A state that swtpm did not encrypt would lie on the host's disk in the clear. */
  private void check(String named, Path state, Path copy) throws KeywardException, IOException {
    byte[] content = SafeFiles.readAtMost(state, SwtpmPrograms.MOST_STATE);
    SwtpmState kind = SwtpmState.read(new ByteArrayInputStream(content), content.length);
    if (kind != SwtpmState.ENCRYPTED) {
      throw new MalformedInputException(
          Fault.of("vtpm-key", "", "a state that is not encrypted", "one under a passphrase"));
    }
    if (SwtpmState.isInUse(state)) {
      session.console().warning(named + ": swtpm is using this state; it may still change");
    }
    SafeFiles.write(copy, content, false, true);
  }

  private static PendingFolder pending(Path folder, Path state)
      throws KeywardException, IOException {
    PendingFolder pending = new PendingFolder(folder);
    try (InputStream in = SafeFiles.open(state)) {
      pending.file(SwtpmPrograms.STATE, in::transferTo);
      return pending;
    } catch (KeywardException | IOException | RuntimeException e) {
      pending.close();
      throw e;
    }
  }

  /** The passphrase as a part. */
  public PartSource part() {
    return PartSource.of(PartName.VTPM_KEY, passphrase);
  }

  /** Puts a new state in place, once the file with its passphrase is written. */
  public void commit() throws IOException {
    if (made.isPresent()) {
      made.get().commit();
    }
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(passphrase, (byte) 0);
    if (made.isPresent()) {
      made.get().close();
    }
  }
}
