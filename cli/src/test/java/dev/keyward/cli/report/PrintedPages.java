package dev.keyward.cli.report;

import dev.keyward.cli.Installed;
import dev.keyward.cli.OtherProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the lines of a printed page (PDF) stand, as poppler reads them. Test-only. */
record PrintedPages(List<PrintedPages.Sheet> sheets) {

  private static final Pattern PAGE =
      Pattern.compile("<page width=\"[\\d.]+\" height=\"([\\d.]+)\">(.*?)</page>", Pattern.DOTALL);
  private static final Pattern LINE =
      Pattern.compile(
          "<line xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"[\\d.]+\" yMax=\"([\\d.]+)\">"
              + "(.*?)</line>",
          Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile(">([^<]+)</word>");

  /** A line of text, in points from the upper left corner of its sheet. */
  record Line(double left, double top, double bottom, String text) {}

  /** A sheet of paper. */
  record Sheet(double height, List<Line> lines) {

    /** Where its last line ends, as a share of its height. */
    double filled() {
      return end() / height;
    }

    double end() {
      return lines.stream().mapToDouble(Line::bottom).max().orElse(0);
    }

    /** How much text stands below this line, in points. */
    double below(Line line) {
      return end() - line.bottom();
    }

    boolean has(String text) {
      return lines.stream().anyMatch(line -> line.text().contains(text));
    }
  }

  /** Reads a file, or skips the test where nothing here can. */
  static PrintedPages of(Path pdf) throws Exception {
    Installed.assume("pdftotext", "poppler-utils");
    String read =
        OtherProgram.ran(pdf.getParent(), "pdftotext", "-bbox-layout", pdf.toString(), "-");
    return new PrintedPages(PAGE.matcher(read).results().map(PrintedPages::sheet).toList());
  }

  private static Sheet sheet(MatchResult page) {
    List<Line> lines = new ArrayList<>();
    LINE.matcher(page.group(2)).results().map(PrintedPages::line).forEach(lines::add);
    lines.sort(Comparator.comparingDouble(Line::top));
    return new Sheet(Double.parseDouble(page.group(1)), lines);
  }

  private static Line line(MatchResult line) {
    String text =
        WORD.matcher(line.group(4))
            .results()
            .map(word -> word.group(1))
            .collect(Collectors.joining(" "));
    return new Line(
        Double.parseDouble(line.group(1)),
        Double.parseDouble(line.group(2)),
        Double.parseDouble(line.group(3)),
        text);
  }
}
