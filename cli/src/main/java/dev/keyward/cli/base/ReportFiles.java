package dev.keyward.cli.base;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.report.ReportFormat;
import java.util.ArrayList;
import java.util.List;

/** The files that {@code --report} names. */
public final class ReportFiles {

  public static final OptionSpec OPTION =
      OptionSpec.many(
          "report",
          "FILE",
          "also write "
              + ReportFormat.usualEndings()
              + "; FORM=FILE names the form, FORM=- prints it");

  private ReportFiles() {}

  /** Each report that is wanted. */
  public static List<ReportTarget> of(Arguments arguments) throws UsageException {
    List<ReportTarget> reports = new ArrayList<>();
    for (String value : arguments.values(OPTION.name())) {
      reports.add(
          ReportTarget.parse(value)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--report is \""
                              + value
                              + "\", expected a file that ends in "
                              + ReportFormat.usualEndings(),
                          "for another file put the form before it, such as sarif="
                              + (value.contains("=") ? "FILE" : value))));
    }
    return reports;
  }
}
