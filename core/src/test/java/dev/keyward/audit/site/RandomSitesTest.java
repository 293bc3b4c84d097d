package dev.keyward.audit.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.finding.FindingCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sites of chance: what is said between them is what comparing every two of them finds. */
class RandomSitesTest {

  private static final Pattern NAME = Pattern.compile("guardian (\\S+) has");
  private static final Pattern CALLED = Pattern.compile("(\\S+) at site\\d");

  private static void agrees(long first, long seeds) throws KeywardException, IOException {
    int count = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      count += agrees(seed);
    }
    assertTrue(count > seeds / 4, count + " findings in " + seeds + " worlds");
  }

  private static int agrees(long seed) throws KeywardException, IOException {
    SiteWorld world = new SiteWorld(seed);
    SiteReports rows = SiteReports.kept();
    SitesSummary summary = SiteReports.merged(world.reports(), rows);
    String where = "seed " + seed;
    assertEquals(world.rows(), rows.rows, where);
    assertEquals(List.of(), rows.others, where);
    assertEquals(
        world.namesWithOtherKeys(),
        found(summary, SiteFindingCode.ONE_NAME_OTHER_KEY).stream()
            .map(text -> only(NAME, text))
            .collect(Collectors.toCollection(TreeSet::new)),
        where);
    assertEquals(world.keysWithOtherNames(), pairs(summary), where);
    Set<String> looks =
        summary.between().stream()
            .filter(each -> each.finding().code() == AuditFindingCode.LOOK_ALIKE_NAME)
            .filter(each -> each.place().isPresent())
            .map(each -> each.sites().get(1) + ": " + each.place().orElseThrow().vm())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(world.lookAlikes(), looks, where);
    return summary.between().size();
  }

  private static List<String> found(SitesSummary summary, FindingCode code) {
    return summary.between().stream()
        .filter(each -> each.finding().code() == code)
        .map(each -> each.finding().found())
        .toList();
  }

  private static String only(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1).toLowerCase(Locale.ROOT);
  }

  /** Every two names that a finding gives to one key. */
  private static Set<String> pairs(SitesSummary summary) {
    Set<String> pairs = new TreeSet<>();
    for (String text : found(summary, SiteFindingCode.ONE_KEY_OTHER_NAME)) {
      List<String> names =
          CALLED
              .matcher(text)
              .results()
              .map(match -> match.group(1).toLowerCase(Locale.ROOT))
              .toList();
      for (String first : names) {
        for (String second : names) {
          if (!first.equals(second)) {
            pairs.add(first + " and " + second);
          }
        }
      }
    }
    return pairs;
  }

  @Test
  void whatIsSaidIsWhatComparingEveryTwoFinds() throws KeywardException, IOException {
    agrees(0, 60);
  }

  @Test
  @Tag("soak")
  void soItIsForFiveThousand() throws KeywardException, IOException {
    agrees(60, 5_000);
  }
}
