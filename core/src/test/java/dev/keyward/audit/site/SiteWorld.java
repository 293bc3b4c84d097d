package dev.keyward.audit.site;

import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sites with guardians whose names, keys and certificates are drawn by chance, their reports as
 * text, and what is true of them, found the slow and obvious way: by comparing every two.
 */
final class SiteWorld {

  private static final String[] NAMES = {"hgs", "HGS", "branch", "central", "owner"};
  private static final String[] MACHINES = {"dc01", "dcO1", "dc0l", "DC01", "fs02", "fsO2", "app"};

  private final Random random;
  private final List<Site> sites = new ArrayList<>();

  /** A certificate over a key. */
  record Certificate(int key, int number) {
    String sha256() {
      return print("certificate " + key + " " + number);
    }

    String keySha256() {
      return print("key " + key);
    }
  }

  /** A party of a site. */
  record Member(String label, String name, List<Certificate> certificates) {}

  /** A site; one of before tells no keys. */
  record Site(String name, boolean before, List<Member> members, List<String> machines) {}

  SiteWorld(long seed) {
    random = new Random(seed);
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      sites.add(site("site" + i));
    }
  }

  private static String print(String text) {
    return Thumbprint.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Site site(String name) {
    List<Member> members = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      List<Certificate> certificates = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        certificates.add(new Certificate(random.nextInt(6), random.nextInt(2)));
      }
      String known = NAMES[random.nextInt(NAMES.length)];
      members.add(new Member(known + " " + members.size(), known, certificates));
    }
    List<String> machines = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      machines.add(MACHINES[random.nextInt(MACHINES.length)]);
    }
    return new Site(name, random.nextInt(5) == 0, members, machines);
  }

  /** The reports by site. */
  Map<String, String> reports() {
    Map<String, String> reports = new LinkedHashMap<>();
    sites.forEach(site -> reports.put(site.name(), report(site)));
    return reports;
  }

  /** What the rows are, in their order. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Site site : sites) {
      for (String machine : site.machines()) {
        rows.add(site.name() + ": " + machine + " for " + owner(site));
      }
    }
    return rows;
  }

  private static String owner(Site site) {
    return site.members().isEmpty() ? "nobody known" : site.members().get(0).label();
  }

  private static String report(Site site) {
    List<String> rows = new ArrayList<>();
    for (String machine : site.machines()) {
      rows.add(
          text(
              "{\"file\":\"%s.kp\",\"entry\":null,\"vm\":\"%s\",\"standing\":\"valid\","
                  + "\"owner\":\"%s\",\"guardians\":[],\"sealer\":null,\"sha256\":null,"
                  + "\"findings\":[]}",
              machine, machine, owner(site)));
    }
    List<String> parties = new ArrayList<>();
    for (Member member : site.members()) {
      parties.add(party(site, member));
    }
    int count = rows.size();
    return text(
        """
        {"schema":"keyward.audit/1","data":{"protectors":[%s],"keyward":"1",
        "basis":{"clock":"2026-12-01T00:00:00Z","within":"PT1H","policy":null,"names":["%s"]},
        "inputs":[],"counts":{"protectors":%d,"standings":{"valid":%d},
        "worst":{"note":0,"warning":0,"error":0},"clean":%d,"unlisted":0},
        "sets":[],"findings":[],"parties":[%s],"omissions":[]}}
        """,
        String.join(",\n", rows), site.name(), count, count, count, String.join(",\n", parties));
  }

  private static String party(Site site, Member member) {
    List<String> certificates = new ArrayList<>();
    for (Certificate each : member.certificates()) {
      String key = site.before() ? "" : ",\"keySha256\":\"" + each.keySha256() + "\"";
      certificates.add(
          "{\"role\":\"signing\",\"subject\":\"CN=x\",\"issuer\":\"CN=x\","
              + "\"notBefore\":\"2026-01-01T00:00:00Z\",\"notAfter\":\"2036-01-01T00:00:00Z\","
              + "\"key\":\"RSA 2048\",\"sha256\":\""
              + each.sha256()
              + "\""
              + key
              + "}");
    }
    return text(
        "{\"label\":\"%s\",\"name\":\"%s\",\"signing\":\"%s\",\"owned\":0,\"granted\":0,"
            + "\"sealed\":0,\"certificates\":[%s]}",
        member.label(),
        member.name(),
        member.certificates().get(0).sha256(),
        String.join(",", certificates));
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /** A guardian of a site: all members of one name. */
  private record Guardian(Site site, String name, Set<String> prints) {

    boolean shares(Guardian other) {
      return prints.stream().anyMatch(other.prints::contains);
    }
  }

  private List<Guardian> guardians() {
    List<Guardian> all = new ArrayList<>();
    for (Site site : sites) {
      Map<String, Set<String>> byName = new LinkedHashMap<>();
      for (Member member : site.members()) {
        Set<String> prints =
            byName.computeIfAbsent(member.name().toLowerCase(Locale.ROOT), name -> new TreeSet<>());
        for (Certificate each : member.certificates()) {
          prints.add(each.sha256());
          if (!site.before()) {
            prints.add(each.keySha256());
          }
        }
      }
      byName.forEach((name, prints) -> all.add(new Guardian(site, name, prints)));
    }
    return all;
  }

  /** The names that are said to stand for different keys: those where all keys are known. */
  Set<String> namesWithOtherKeys() {
    List<Guardian> all = guardians();
    Set<String> names = new TreeSet<>();
    for (Guardian first : all) {
      for (Guardian second : all) {
        boolean apart =
            first.name().equals(second.name())
                && !reached(first, all).contains(second)
                && reached(first, all).stream().noneMatch(each -> each.site().before())
                && reached(second, all).stream().noneMatch(each -> each.site().before());
        if (apart) {
          names.add(first.name());
        }
      }
    }
    return names;
  }

  /** All of its name that it shares a key with, directly or by others of the name. */
  private static List<Guardian> reached(Guardian from, List<Guardian> all) {
    List<Guardian> reached = new ArrayList<>(List.of(from));
    for (int i = 0; i < reached.size(); i++) {
      Guardian at = reached.get(i);
      for (Guardian other : all) {
        if (other.name().equals(from.name()) && at.shares(other) && !reached.contains(other)) {
          reached.add(other);
        }
      }
    }
    return reached;
  }

  /** Every two names of a key that is at two sites at least. */
  Set<String> keysWithOtherNames() {
    Set<String> pairs = new TreeSet<>();
    for (Guardian any : guardians()) {
      for (String print : any.prints()) {
        List<Guardian> holders =
            guardians().stream().filter(each -> each.prints().contains(print)).toList();
        boolean severalSites = holders.stream().map(Guardian::site).distinct().count() > 1;
        for (Guardian first : holders) {
          for (Guardian second : holders) {
            if (severalSites && !first.name().equals(second.name())) {
              pairs.add(first.name() + " and " + second.name());
            }
          }
        }
      }
    }
    return pairs;
  }

  /** The sites at which a machine looks like another's, as rows {@code site: machine}. */
  Set<String> lookAlikes() {
    Set<String> found = new TreeSet<>();
    for (int later = 0; later < sites.size(); later++) {
      for (String machine : sites.get(later).machines()) {
        String first = first(look(machine), later);
        if (!first.isEmpty() && !first.equalsIgnoreCase(machine)) {
          found.add(sites.get(later).name() + ": " + machine);
        }
      }
    }
    return found;
  }

  /** The first machine that looks so, if it is at a site before. */
  private String first(String look, int before) {
    for (Site site : sites.subList(0, before)) {
      for (String machine : site.machines()) {
        if (look(machine).equals(look)) {
          return machine;
        }
      }
    }
    return "";
  }

  private static String look(String name) {
    return name.replace('0', 'O').replace('1', 'l').toLowerCase(Locale.ROOT);
  }
}
