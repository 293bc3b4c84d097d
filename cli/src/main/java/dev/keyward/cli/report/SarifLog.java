package dev.keyward.cli.report;

import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A SARIF 2.1.0 log (OASIS) of one run: a rule for each kind of finding, a result for each finding,
 * written while they come. What has no finding leaves no result.
 */
public final class SarifLog {

  /** Dashboards show names on one line. */
  private static final int MOST_IN_NAME = 1_000;

  /** As many machines are named at one result. */
  private static final int MOST_VMS = 100;

  private final JsonPieces json;
  private final Map<FindingCode, Integer> numbers = new HashMap<>();

  /**
   * A kind of message of the run that is no finding.
   *
   * @param id its stable name
   * @param title what it is: a sentence
   * @param why why it matters: a sentence
   */
  public record Notice(String id, String title, String why) {}

  /**
   * Where a finding is.
   *
   * @param file as the user named it
   * @param vms the machines that it is about
   * @param site the site that they are at, where there are several
   */
  public record Where(String file, List<String> vms, Optional<String> site) {

    /** Where there is one site, or none is known. */
    public Where(String file, List<String> vms) {
      this(file, vms, Optional.empty());
    }
  }

  /**
   * Writes all that comes before the results.
   *
   * @param version of Keyward
   * @param codes the kinds of findings, in the order of their numbers
   * @param notices the kinds of other messages
   */
  public SarifLog(
      OutputStream out, String version, List<? extends FindingCode> codes, List<Notice> notices)
      throws IOException {
    this.json = new JsonPieces(out);
    codes.forEach(code -> numbers.put(code, numbers.size()));
    json.open("{");
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.member("version", "2.1.0");
    json.beginList("runs");
    json.open("{");
    json.member("tool", tool(version, codes, notices));
    Object base = Map.of("description", text("The folder the audit ran in."));
    json.member("originalUriBaseIds", Map.of(ArtifactUri.BASE, base));
    json.member("columnKind", "utf16CodeUnits");
    json.beginList("results");
  }

  private static Object tool(
      String version, List<? extends FindingCode> codes, List<Notice> notices) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Keyward");
    driver.put("version", version);
    driver.put("rules", codes.stream().map(SarifLog::rule).toList());
    if (!notices.isEmpty()) {
      driver.put(
          "notifications",
          notices.stream().map(each -> descriptor(each.id(), each.title(), each.why())).toList());
    }
    return Map.of("driver", driver);
  }

  private static Object rule(FindingCode code) {
    Map<String, Object> rule = descriptor(code.code(), Words.sentence(code.title()), code.why());
    rule.put("defaultConfiguration", Map.of("level", code.severity().code()));
    return rule;
  }

  /** GitHub asks for all three texts of everything that has an id (rule GH2012). */
  private static Map<String, Object> descriptor(String id, String title, String why) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("id", id);
    descriptor.put("shortDescription", text(title));
    descriptor.put("fullDescription", text(why));
    descriptor.put("help", text(title + " " + why));
    return descriptor;
  }

  /**
   * Writes a result.
   *
   * @param advice what fixes it
   * @param where where it is
   * @param more further members of the result object
   */
  public void result(Finding finding, PrintedRemedy advice, Where where, Map<String, Object> more)
      throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.code().code());
    result.put("ruleIndex", numbers.get(finding.code()));
    result.put("level", finding.severity().code());
    result.put("message", text(message(finding, advice)));
    result.put("locations", List.of(location(where)));
    result.putAll(more);
    json.element(result);
  }

  private static String message(Finding finding, PrintedRemedy advice) {
    return Words.sentence(finding.code().title() + ": " + finding.found())
        + " "
        + finding
            .acceptance()
            .filter(acceptance -> !acceptance.inForce())
            .map(acceptance -> Words.sentence(acceptance.words()) + " ")
            .orElse("")
        + Words.sentence(advice.text())
        + advice.command().map(line -> " " + line).orElse("");
  }

  private static Object location(Where where) {
    Map<String, Object> location = new LinkedHashMap<>();
    location.put(
        "physicalLocation", Map.of("artifactLocation", ArtifactUri.location(where.file())));
    location.put(
        "logicalLocations",
        where.vms().stream().limit(MOST_VMS).map(vm -> machine(vm, where.site())).toList());
    return location;
  }

  private static Object machine(String vm, Optional<String> site) {
    Map<String, Object> machine = new LinkedHashMap<>();
    String name = Inert.name(vm, MOST_IN_NAME);
    machine.put("name", name);
    site.ifPresent(
        text -> machine.put("fullyQualifiedName", Inert.name(text, MOST_IN_NAME) + "/" + name));
    machine.put("kind", "virtual machine");
    return machine;
  }

  /**
   * Ends the log.
   *
   * @param members what else the run object has
   */
  public void end(Map<String, Object> members) throws IOException {
    json.endList();
    for (Map.Entry<String, Object> member : members.entrySet()) {
      json.member(member.getKey(), member.getValue());
    }
    json.close("}");
    json.endList();
    json.close("}\n");
    json.flush();
  }

  /** A message object. Brackets would be links and braces places for arguments (section 3.11). */
  public static Map<String, Object> text(String text) {
    String plain = Inert.shown(text, Integer.MAX_VALUE);
    return Map.of(
        "text", plain.replaceAll("([\\\\\\[\\]])", "\\\\$1").replaceAll("([{}])", "$1$1"));
  }
}
