package dev.keyward.audit.site.report;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonPieceReader;
import dev.keyward.internal.memory.HeapShare;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * One pass over a report, strictly and without trusting it: what it says of all protectors is held
 * against its rows. Held are one row and its end, which is bounded.
 */
public final class ReportPass {

  private static final String FORM = "keyward.audit/";
  private static final String SCHEMA = FORM + "1";

  /** The same with what had changed since an earlier report. */
  private static final String WITH_BASELINE = "keyward.audit-baseline/1";

  private static final int LONGEST_SCHEMA = 64;
  private static final String ROWS = "protectors";

  /** What every report has; files of other kinds are not in each. */
  private static final List<String> NEEDED =
      List.of(
          ROWS, "keyward", "basis", "counts", "inputs", "sets", "findings", "parties", "omissions");

  private final SiteSource source;
  private final LongConsumer progress;
  private final ReportCounts.Counter counter = new ReportCounts.Counter();
  private final Set<String> members = new HashSet<>();
  private final ReportEnd end;
  private final Rows rows;

  /** Takes the rows. */
  @FunctionalInterface
  public interface Rows {
    void add(AuditedProtector row) throws KeywardException, IOException;
  }

  /** A digest and a number of what is read. */
  private static final class Measured extends FilterInputStream {
    private final MessageDigest sha = Thumbprint.sha256();
    private final LongConsumer progress;
    private long bytes;

    Measured(InputStream in, LongConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int count = super.read(to, from, length);
      if (count > 0) {
        sha.update(to, from, count);
        bytes += count;
        progress.accept(count);
      }
      return count;
    }
  }

  /**
   * A pass.
   *
   * @param room for what is kept
   * @param progress gets how many more bytes have been read
   */
  public ReportPass(SiteSource source, HeapShare room, Rows rows, LongConsumer progress) {
    this.source = source;
    this.progress = progress;
    this.end = new ReportEnd(room);
    this.rows = rows;
  }

  /** Reads all of it. */
  public SiteReport read() throws KeywardException, IOException {
    try (Measured in = new Measured(source.opening().open(), progress);
        JsonPieceReader json = new JsonPieceReader(in, source.path())) {
      json.document(name -> root(name, json));
      requireWhole();
      AuditInput file = new AuditInput(source.path(), false, 1, in.bytes, Thumbprint.of(in.sha));
      return end.report(source.site(), file);
    }
  }

  private void root(String name, JsonPieceReader json) throws KeywardException, IOException {
    members.add(name);
    switch (name) {
      case "schema" -> requireSchema(json);
      case "data" -> {
        if (!members.contains("schema")) {
          throw notReport(json.where());
        }
        json.members(each -> data(each, json));
      }
      default -> throw members.contains("schema") ? json.unknown(name) : notReport(json.where());
    }
  }

  private static void requireSchema(JsonPieceReader json) throws KeywardException, IOException {
    String schema = json.text(LONGEST_SCHEMA);
    if (schema.matches(FORM + "[0-9]+") && !schema.equals(SCHEMA)) {
      throw new UnsupportedFormatException(
          Fault.of("report-version", json.where(), "another version", SCHEMA)
              .withHint("a newer Keyward wrote it; use that version or a later one"));
    }
    if (!schema.equals(SCHEMA) && !schema.equals(WITH_BASELINE)) {
      throw notReport(json.where());
    }
  }

  private static KeywardException notReport(String where) {
    return new MalformedInputException(
        Fault.of("not-a-report", where, "not a report of an audit", SCHEMA)
            .withHint("run keyward audit PATH --report FILE.json, and give that file"));
  }

  private void data(String name, JsonPieceReader json) throws KeywardException, IOException {
    members.add("data/" + name);
    if (name.equals(ROWS)) {
      json.list(this::row);
    } else if (name.equals("earlier")) {
      json.skip();
    } else if (name.equals("changes")) {
      json.members(each -> json.skip());
    } else {
      end.member(name, json);
    }
  }

  private void row(JsonFields fields) throws KeywardException, IOException {
    AuditedProtector row = ReportRows.protector(fields);
    counter.add(row);
    rows.add(row);
  }

  private void requireWhole() throws KeywardException {
    if (!members.contains("schema") || !members.contains("data")) {
      throw notReport(source.path());
    }
    for (String name : NEEDED) {
      if (!members.contains("data/" + name)) {
        throw SiteFault.of("missing-field", source.path(), "no field \"" + name + "\"", "one");
      }
    }
    ReportCounts claimed = end.counts();
    if (!claimed.counts().equals(counter.counts()) || claimed.clean() != counter.counts().clean()) {
      throw SiteFault.of(
          "report-not-whole",
          source.path(),
          "counts of other protectors than it lists",
          "the report as Keyward wrote it");
    }
  }
}
