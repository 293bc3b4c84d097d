package dev.keyward.audit.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.internal.json.JsonPieceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports that a stranger wrote or changed. */
class HostileSiteReportsTest {

  private static final String[] VALUES = {
    "null",
    "true",
    "-1",
    "1e99",
    "99999999999999999999",
    "\"\"",
    "[]",
    "{}",
    "[[[[[[[[[[]]]]]]]]]]",
    "{\"a\":1,\"a\":2}",
    "\"\\u202e\\u0000\\ud800\"",
    "1125899906842624",
    "\"valid\"",
    "\"note\"",
    "0.5",
    "{\"file\":\"x\"}",
    "\"9999-99-99T99:99:99Z\"",
    "\"PT999999999999999999H\""
  };

  /** Nothing but a declared exception comes of a changed report, or it is read. */
  private static int refused(long first, long seeds) throws IOException {
    byte[] good = SiteReports.fixture("zurich.json").getBytes(StandardCharsets.UTF_8);
    byte[] other = SiteReports.fixture("berlin.json").getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      byte[] changed = changed(good, new Random(seed));
      try {
        SiteReports.merged(
            List.of(SiteReports.source("a", other), SiteReports.source("b", changed)),
            SiteReports.kept());
      } catch (KeywardException e) {
        refused++;
        assertTrue(e.fault().where().startsWith("b.json"), e.getMessage());
      } catch (RuntimeException | IOException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    return refused;
  }

  private static byte[] changed(byte[] report, Random random) {
    byte[] changed = report;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      changed = once(changed, random);
    }
    return changed;
  }

  private static byte[] once(byte[] report, Random random) {
    int at = random.nextInt(report.length);
    int length = Math.min(report.length - at, 1 + random.nextInt(40));
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = report.clone();
        flipped[at] = (byte) random.nextInt(256);
        yield flipped;
      }
      case 1 -> spliced(report, at, length, new byte[0]);
      case 2 -> spliced(report, at, 0, Arrays.copyOfRange(report, at, at + length));
      case 3 -> Arrays.copyOf(report, Math.max(1, at));
      default -> withValue(report, random);
    };
  }

  /** Another value in the place of one. */
  private static byte[] withValue(byte[] report, Random random) {
    String text = new String(report, StandardCharsets.ISO_8859_1);
    int colon = text.indexOf("\":", random.nextInt(text.length()));
    if (colon < 0) {
      return report;
    }
    int end = colon + 2;
    while (end < text.length() && ",}]\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    byte[] value = VALUES[random.nextInt(VALUES.length)].getBytes(StandardCharsets.UTF_8);
    return spliced(report, colon + 2, end - colon - 2, value);
  }

  private static byte[] spliced(byte[] bytes, int at, int taken, byte[] put) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(put);
    out.write(bytes, at + taken, bytes.length - at - taken);
    return out.toByteArray();
  }

  @Test
  void aChangedReportIsReadOrRefusedAndNothingElse() throws IOException {
    int refused = refused(0, 250);
    assertTrue(refused > 170, refused + " refused");
  }

  @Test
  @Tag("soak")
  void soIsEveryOneOfTwentyThousand() throws IOException {
    assertTrue(refused(250, 20_000) > 14_000);
  }

  /** Bytes that never end, behind a beginning. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] again;
    private long at;

    Endless(String start, String again) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.again = again.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      long place = at;
      at++;
      return place < start.length
          ? start[(int) place]
          : again[(int) ((place - start.length) % again.length)];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }

  private static MalformedInputException refusal(String start, String again) {
    Endless endless = new Endless(start, again);
    MalformedInputException refusal =
        assertThrows(
            MalformedInputException.class,
            () ->
                SiteReports.merged(
                    List.of(new SiteSource(SiteName.parse("a"), "a.json", () -> endless)),
                    SiteReports.kept()));
    long most = 2L * JsonPieceReader.MOST_IN_PIECE;
    assertTrue(endless.at < most, endless.at + " bytes read");
    return refusal;
  }

  @Test
  void noPieceIsReadThatNeverEnds() {
    String data = "{\"schema\":\"keyward.audit/1\",\"data\":{";
    refusal("", " ");
    refusal(data + "\"protectors\":[{\"file\":\"", "x");
    refusal(data + "\"protectors\":[{\"findings\":[", "[],");
    refusal(data + "\"protectors\":[{", "\"a\":{},");
    refusal(data + "\"protectors\":[", " ");
    refusal(data + "\"keyward\":\"", "x");
    refusal(data + "\"findings\":[{\"places\":[", "{},");
  }

  /** What comes in a list without an end ends with the most that an audit writes. */
  @Test
  void noListAtTheEndIsLongerThanAnAuditMakesIt() {
    MalformedInputException refusal =
        refusal(
            "{\"schema\":\"keyward.audit/1\",\"data\":{\"omissions\":[",
            "{\"check\":\"c\",\"why\":\"w\",\"count\":1},\n");
    assertEquals("a longer list", refusal.fault().found());
  }

  @Test
  void aReportThatChangesBetweenTheReadingsIsRefused() throws IOException {
    String report = SiteReports.fixture("berlin.json");
    AtomicBoolean second = new AtomicBoolean();
    SiteSource.Opening opening =
        () -> {
          String text = second.getAndSet(true) ? report.replace("hgs-vm", "hgs-vn") : report;
          return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        };
    MalformedInputException refusal =
        assertThrows(
            MalformedInputException.class,
            () ->
                SiteReports.merged(
                    List.of(new SiteSource(SiteName.parse("a"), "a.json", opening)),
                    SiteReports.kept()));
    assertEquals("report-changed", refusal.fault().code());
  }

  @Test
  void membersMayComeInAnyOrder() throws KeywardException, IOException {
    String report = SiteReports.fixture("berlin.json");
    int first = report.indexOf("\"protectors\"");
    int second = report.indexOf("\"keyward\":");
    String rows = report.substring(first, second).strip();
    String sorted =
        report.substring(0, first)
            + report.substring(second).replaceFirst("}}\\s*$", "")
            + ","
            + rows.substring(0, rows.length() - 1)
            + "}}";
    SiteReports before = SiteReports.kept();
    SiteReports.merged(Map.of("a", report), before);
    SiteReports after = SiteReports.kept();
    SiteReports.merged(Map.of("a", sorted), after);
    assertEquals(before.rows, after.rows);
    assertEquals(2, after.rows.size());
  }
}
