package dev.keyward.cli.base.input;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoProtectorException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The protectors in the files of a command line, in every form; {@code -} is stdin. */
public final class ProtectorInput {

  private static final int MOST_LISTED = 8;

  private final Session session;
  private final EntryPick pick;
  private Optional<ProtectorFile> held = Optional.empty();
  private boolean mayChange;

  /**
   * A protector of a file.
   *
   * @param file as the user named it
   * @param encoding of the file
   * @param protector what was found
   */
  public record Entry(String file, ProtectorEncoding encoding, EncodedProtector protector) {

    /** The file, and in an export which of its protectors. */
    public String place() {
      if (!encoding.holdsMany()) {
        return file;
      }
      return file
          + "#"
          + protector.vm().map(Text::printable).orElseGet(() -> "" + (protector.index() + 1))
          + (protector.label().lastKnownGood() ? " (last known good)" : "");
    }

    public Optional<String> vm() {
      return protector.vm();
    }

    public int index() {
      return protector.index();
    }

    public byte[] document() throws KeywardException {
      return protector.document();
    }
  }

  /** What is done with each protector. */
  public interface Visitor {
    void visit(Entry entry) throws KeywardException, IOException, UsageException;
  }

  /** Which protectors are visited. */
  private interface Wanted {
    boolean test(EncodedProtector protector) throws KeywardException;
  }

  /** Carries wrong usage through the reading of a file. */
  private static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UsageException usage;

    Misused(UsageException usage) {
      super(usage);
      this.usage = usage;
    }
  }

  public ProtectorInput(Session session, Arguments arguments) throws UsageException {
    this.session = session;
    this.pick = EntryPick.of(arguments);
  }

  /** Visits each protector of a file, or those that {@code --vm} and {@code --number} pick. */
  public void each(String file, Visitor visitor)
      throws KeywardException, IOException, UsageException {
    ProtectorFile opened = open(file);
    requireUnambiguous(opened);
    int[] last = {0};
    Wanted wanted =
        protector -> {
          boolean fits = pick.fits(protector);
          boolean ofRole = pick.isOfRole(opened.encoding(), protector);
          last[0] += fits && !ofRole && protector.label().lastKnownGood() ? 1 : 0;
          return fits && ofRole;
        };
    int visited = visit(file, opened, wanted, visitor);
    if (visited == 0) {
      throw last[0] == 0 ? pick.none() : onlyLastKnownGood();
    }
    if (last[0] > 0) {
      session
          .console()
          .note(file + ": it has a last known good protector too; --last-known-good takes it");
    }
  }

  private static NoProtectorException onlyLastKnownGood() {
    return new NoProtectorException(
        Fault.of("no-protector", "", "no protector but the last known good one", "")
            .withHint("--last-known-good takes it"));
  }

  /** Visits each protector of a file, with {@code --vm} too. */
  public void all(String file, Visitor visitor)
      throws KeywardException, IOException, UsageException {
    visit(file, open(file), protector -> true, visitor);
  }

  /** How many were visited. */
  private static int visit(String file, ProtectorFile opened, Wanted wanted, Visitor visitor)
      throws KeywardException, IOException, UsageException {
    int[] visited = {0};
    try {
      opened.forEach(
          protector -> {
            if (wanted.test(protector)) {
              visited[0]++;
              visit(visitor, new Entry(file, opened.encoding(), protector));
            }
          });
    } catch (Misused e) {
      throw e.usage;
    }
    return visited[0];
  }

  private static void visit(Visitor visitor, Entry entry) throws KeywardException, IOException {
    try {
      visitor.visit(entry);
    } catch (UsageException e) {
      throw new Misused(e);
    }
  }

  /** A name that two machines have picks none of them: nobody would know which one it was. */
  private void requireUnambiguous(ProtectorFile file)
      throws KeywardException, IOException, UsageException {
    if (!pick.isByName() || !file.encoding().holdsMany()) {
      return;
    }
    List<EncodedProtector> called = new ArrayList<>();
    List<EntryPick.LookAlike> alike = new ArrayList<>(1);
    file.examine(
        protector -> {
          if (alike.isEmpty()) {
            pick.alike(protector).ifPresent(alike::add);
          }
          if (pick.isCalled(protector)
              && !protector.label().lastKnownGood()
              && called.size() < MOST_LISTED) {
            called.add(protector);
          }
        });
    if (called.isEmpty() && !alike.isEmpty()) {
      throw pick.none(alike.get(0));
    }
    if (called.size() > 1) {
      throw new UsageException(
          "--vm "
              + Text.printable(pick.vm().orElseThrow())
              + " fits several machines: "
              + String.join(", ", EntryPick.choices(called)),
          "--vm takes a machine's id too, or NAME@HOST, and --number N takes one of them");
    }
  }

  /** The document of the one protector of a file, or of the one that is picked. */
  public byte[] single(String file) throws KeywardException, IOException, UsageException {
    try {
      if (pick.number().isPresent()) {
        List<byte[]> documents = new ArrayList<>(1);
        each(file, entry -> documents.add(entry.document()));
        return documents.get(0);
      }
      ProtectorFile opened = open(file);
      requireUnambiguous(opened);
      return opened.single(
          pick::isOne,
          pick.isByName() ? "--vm takes the VM's id too, or NAME@HOST" : "--vm NAME picks one");
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  /** The file with other documents in place of some. */
  public byte[] rewritten(String file, Map<Integer, byte[]> documents)
      throws KeywardException, IOException, UsageException {
    return open(file).rewritten(documents);
  }

  /** Writes the same. */
  public void rewrite(String file, Map<Integer, byte[]> documents, OutputStream out)
      throws KeywardException, IOException, UsageException {
    open(file).rewrite(documents, out);
  }

  /** Takes what an edit has read: it is what this reads from then on, under any name. */
  public void hold(InPlaceEdit edit) throws KeywardException, IOException {
    ProtectorFile file = new ProtectorFile(edit::open);
    file.requireWritable();
    held = Optional.of(file);
  }

  /** Whether the file is read again each time, and may be another one then. */
  public boolean mayChange() {
    return mayChange;
  }

  /**
   * Reads {@code content} once for all that follows, unless it is too long to be held. From then on
   * it is what this reads, under any name.
   */
  public void hold(Path content) throws KeywardException, IOException {
    boolean small =
        Files.isRegularFile(content) && Files.size(content) <= ProtectorFile.MOST_BYTES_ONCE;
    ProtectorFile file =
        small
            ? ProtectorFile.of(SafeFiles.readAtMost(content, ProtectorFile.MOST_BYTES_ONCE))
            : ProtectorFile.open(content);
    file.requireWritable();
    held = Optional.of(file);
    mayChange = !small;
  }

  private ProtectorFile open(String file) throws KeywardException, IOException, UsageException {
    if (held.isPresent()) {
      return held.get();
    }
    if (!file.equals("-")) {
      return ProtectorFile.open(session.path(file));
    }
    InputStream stdin = session.console().stdin();
    ProtectorFile read =
        ProtectorFile.of(SafeFiles.readAtMost(stdin, ProtectorFile.MOST_BYTES_ONCE, "stdin"));
    held = Optional.of(read);
    return read;
  }
}
