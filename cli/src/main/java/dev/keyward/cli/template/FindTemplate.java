package dev.keyward.cli.template;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.console.Progress;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.disk.digest.DiskDigest;
import dev.keyward.vm.template.CatalogHeader;
import dev.keyward.vm.template.TemplateComparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code template find}: which of many catalogs sign a disk, which is read once. */
public final class FindTemplate implements Command {

  /** All are in memory until the disk is read; each takes up to 512 KiB. */
  private static final int MOST_CATALOGS = 1000;

  @Override
  public Verb verb() {
    return new Verb(
        "template",
        "find",
        "DISK CATALOG...",
        "find the catalogs that sign the content of a disk",
        List.of(),
        TemplateNotes.FORMAT
            + TemplateNotes.CONTENT
            + " The disk is read once, and not at all if no catalog is for a disk of its length."
            + " Anybody can sign a catalog: compare the signer's SHA-256 with the one you expect.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<String> operands = arguments.atLeast(2).operands();
    if (operands.size() > MOST_CATALOGS + 1) {
      throw new UsageException("more than " + MOST_CATALOGS + " catalogs");
    }
    Search search = new Search(session, operands.get(0));
    for (String catalog : operands.subList(1, operands.size())) {
      search.read(catalog);
    }
    return search.run();
  }

  /** One run of the command. */
  private static final class Search {

    private final Session session;
    private final KnownGuardians known;
    private final String file;
    private final List<Candidate> candidates = new ArrayList<>();
    private ExitCode worst = ExitCode.DONE;

    /** A catalog as the user named it, or why it could not be read. */
    private record Candidate(String name, Optional<CatalogHeader> header, Optional<Fault> fault) {

      boolean isOf(long length) {
        return header.filter(each -> each.digest().length() == length).isPresent();
      }
    }

    Search(Session session, String file) throws KeywardException, IOException, UsageException {
      this.session = session;
      this.known = new Roster(session).known();
      this.file = file;
    }

    void read(String name) throws UsageException {
      try {
        CatalogHeader header = new CatalogInput(session).read(name).header();
        candidates.add(new Candidate(name, Optional.of(header), Optional.empty()));
      } catch (KeywardException e) {
        fail(name, e.fault(), ExitCode.of(e));
      } catch (IOException e) {
        fail(name, Failures.io(name, e), ExitCode.IO);
      }
    }

    private void fail(String name, Fault fault, ExitCode code) throws UsageException {
      new CatalogInput(session).requireNotSwapped(file, name);
      worst = worst.worse(code);
      candidates.add(new Candidate(name, Optional.empty(), Optional.of(fault)));
      session.console().error(fault);
    }

    ExitCode run() throws KeywardException, IOException, UsageException {
      DiskInput disks = new DiskInput(session);
      List<Line> lines = new ArrayList<>();
      long length;
      try (VirtualDisk disk = disks.open(file);
          Progress progress = session.console().progress("reading", disk.length())) {
        length = disk.length();
        Optional<DiskDigest> digest =
            candidates.stream().anyMatch(each -> each.isOf(disk.length()))
                ? Optional.of(DiskDigest.of(disk, disks.hashing(progress)))
                : Optional.empty();
        for (Candidate each : candidates) {
          lines.add(line(each, disk, digest));
        }
      }
      long matches = lines.stream().filter(Line::matches).count();
      print(lines, matches, length);
      return worst.worse(matches > 0 ? ExitCode.DONE : ExitCode.ANSWER_NO);
    }

    private Line line(Candidate candidate, VirtualDisk disk, Optional<DiskDigest> digest)
        throws KeywardException, IOException {
      if (candidate.header().isEmpty()) {
        return Line.of(candidate.name(), candidate.fault().orElseThrow());
      }
      CatalogHeader header = candidate.header().get();
      String differs = "length";
      if (candidate.isOf(disk.length())) {
        TemplateComparison comparison = TemplateComparison.of(header, disk, digest.orElseThrow());
        String sectors = comparison.sameSectors() ? "" : "sector size";
        differs = comparison.content().same() ? sectors : "content";
      }
      CatalogView view = new CatalogView(header, known);
      if (differs.isEmpty()) {
        view.warning(session.now())
            .ifPresent(warning -> session.console().warning(candidate.name() + ": " + warning));
      }
      return Line.of(candidate.name(), header, view, differs);
    }

    private void print(List<Line> lines, long matches, long length) {
      if (session.console().json()) {
        List<Answer> catalogs = lines.stream().map(Line::answer).toList();
        session
            .console()
            .json("template-find", new CatalogAnswer.Found(file, length, matches, catalogs));
        return;
      }
      session
          .console()
          .line(
              file
                  + ": signed by "
                  + (matches == 0 ? "none" : matches)
                  + " of "
                  + Text.count(lines.size(), "catalog"));
      lines.forEach(line -> session.console().line("  " + line.text()));
    }
  }

  /** What is said of one catalog. */
  private record Line(boolean matches, String text, Answer answer) {

    static Line of(String name, Fault fault) {
      return new Line(
          false,
          "-    " + name + ": not read",
          new CatalogAnswer.Unread(name, FaultAnswer.of(fault)));
    }

    /** Of a catalog in which something differs, unless that is empty. */
    static Line of(String name, CatalogHeader header, CatalogView view, String differs) {
      boolean same = differs.isEmpty();
      String text =
          (same ? "yes  " : "no   ")
              + name
              + ": "
              + view.disk()
              + (same
                  ? ", signed by " + view.signer() + ", " + view.vouching()
                  : ", another " + differs);
      Optional<String> difference = Optional.of(differs.replace(' ', '-')).filter(s -> !same);
      return new Line(
          same,
          text,
          new CatalogAnswer.Compared(
              name,
              same,
              difference,
              header.name().text(),
              header.version().toString(),
              view.answer().signer()));
    }
  }
}
