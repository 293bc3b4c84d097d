package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.file.VmLabel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The protectors in the files of a command line, whatever way they come; {@code -} is stdin. */
public final class ProtectorInput {

  private static final int MOST_LISTED = 8;

  private final Session session;
  private final Optional<String> vm;
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

  /** Carries wrong usage through the reading of a file. */
  private static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UsageException usage;

    Misused(UsageException usage) {
      super(usage);
      this.usage = usage;
    }
  }

  public ProtectorInput(Session session, Arguments arguments) {
    this.session = session;
    this.vm = arguments.value("vm");
  }

  /** Visits each protector of a file, or with {@code --vm} the one of that name. */
  public void each(String file, Visitor visitor)
      throws KeywardException, IOException, UsageException {
    ProtectorFile opened = open(file);
    requireUnambiguous(opened);
    if (visit(file, opened, this::isWanted, visitor) == 0) {
      throw new MalformedInputException(
          Fault.of(
              "no-such-vm",
              "",
              vm.isPresent() ? "no protector of that name" : "no protector in the export",
              vm.map(name -> "one for " + Text.printable(name)).orElse("at least one")));
    }
  }

  /** Visits each protector of a file, with {@code --vm} too. */
  public void all(String file, Visitor visitor)
      throws KeywardException, IOException, UsageException {
    visit(file, open(file), protector -> true, visitor);
  }

  /** How many were visited. */
  private static int visit(
      String file, ProtectorFile opened, Predicate<EncodedProtector> wanted, Visitor visitor)
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
    if (vm.isEmpty() || !file.encoding().holdsMany()) {
      return;
    }
    List<String> found = new ArrayList<>();
    file.examine(
        protector -> {
          if (isWanted(protector)
              && !protector.label().lastKnownGood()
              && found.size() < MOST_LISTED) {
            found.add(picks(protector));
          }
        });
    if (found.size() > 1) {
      throw new UsageException(
          "--vm "
              + Text.printable(vm.get())
              + " fits several machines: "
              + String.join(", ", found),
          "--vm takes a machine's id too, or NAME@HOST");
    }
  }

  /** What picks this one, as far as the export says. */
  private static String picks(EncodedProtector protector) {
    VmLabel label = protector.label();
    Optional<String> atHost = label.host().map(host -> label.name().orElse("") + "@" + host);
    return Text.printable(label.id().or(() -> atHost).orElse("number " + (protector.index() + 1)));
  }

  private boolean isWanted(EncodedProtector protector) {
    return vm.isEmpty() || protector.label().isCalled(vm.get());
  }

  /** The document of the one protector of a file, or of the one that {@code --vm} picks. */
  public byte[] single(String file) throws KeywardException, IOException, UsageException {
    try {
      if (vm.isEmpty()) {
        return open(file).single();
      }
      requireUnambiguous(open(file));
      return open(file).single(this::isWanted, "--vm takes the VM's id too, or NAME@HOST");
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
    held = Optional.of(new ProtectorFile(edit::open));
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
    held =
        Optional.of(
            small
                ? ProtectorFile.of(SafeFiles.readAtMost(content, ProtectorFile.MOST_BYTES_ONCE))
                : ProtectorFile.open(content));
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
