package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteSource;
import dev.keyward.guardian.Thumbprint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reports of audits as text, put together by tests. */
final class ReportText {

  private final String input;
  private final List<Member> members = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();
  private final Map<String, Integer> found = new LinkedHashMap<>();
  private int errors;
  private int warnings;
  private boolean tellsKeys = true;

  /** A party: what the report calls it, the number of its key, and that of its certificate. */
  record Member(String label, int key, int certificate) {
    String certificateSha256() {
      return print("certificate " + key + " " + certificate);
    }

    String keySha256() {
      return print("key " + key);
    }
  }

  /** A finding: its code, its severity and what was found. */
  record Found(String code, String severity, String said) {
    String json() {
      return formed(
          "\"code\":\"%s\",\"severity\":\"%s\",\"found\":\"%s\",\"mend\":\"look\",\"command\":null",
          code, severity, said);
    }
  }

  /** A protector. */
  record Row(
      String file,
      Optional<Integer> entry,
      String vm,
      Optional<String> id,
      String owner,
      List<String> guardians,
      String document,
      List<Found> findings) {

    Row(String file, String owner, List<String> guardians) {
      this(
          file,
          Optional.empty(),
          file.substring(file.indexOf('/') + 1, file.lastIndexOf('.')),
          Optional.empty(),
          owner,
          guardians,
          file + owner + guardians,
          List.of());
    }

    Row with(Found... all) {
      return new Row(file, entry, vm, id, owner, guardians, document, List.of(all));
    }

    Row withId(String other) {
      return new Row(file, entry, vm, Optional.of(other), owner, guardians, document, findings);
    }
  }

  ReportText(String input) {
    this.input = input;
  }

  static String print(String text) {
    return Thumbprint.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String formed(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  ReportText member(String label, int key) {
    members.add(new Member(label, key, 0));
    return this;
  }

  ReportText members(List<Member> all) {
    members.addAll(all);
    return this;
  }

  /** As an older Keyward writes it. */
  ReportText withoutKeys() {
    tellsKeys = false;
    return this;
  }

  ReportText row(Row row) {
    List<String> findings = row.findings().stream().map(each -> "{" + each.json() + "}").toList();
    rows.add(
        formed(
            "{\"file\":\"%s\",\"entry\":%s,\"vm\":\"%s\",%s\"standing\":\"valid\","
                + "\"owner\":\"%s\",\"guardians\":[%s],\"sealer\":\"%s\",\"sha256\":\"%s\","
                + "\"findings\":[%s]}",
            row.file(),
            row.entry().map(Object::toString).orElse("null"),
            row.vm(),
            row.id().map(id -> "\"id\":\"" + id + "\",").orElse(""),
            row.owner(),
            String.join(",", row.guardians().stream().map(each -> "\"" + each + "\"").toList()),
            row.owner(),
            print(row.document()),
            String.join(",", findings)));
    row.findings().forEach(each -> found.merge(each.json(), 1, Integer::sum));
    if (row.findings().stream().anyMatch(each -> each.severity().equals("error"))) {
      errors++;
    } else if (!row.findings().isEmpty()) {
      warnings++;
    }
    return this;
  }

  ReportText row(String file, String owner, String... guardians) {
    return row(new Row(file, owner, List.of(guardians)));
  }

  /** The whole report. */
  @Override
  public String toString() {
    List<String> findings = new ArrayList<>();
    found.forEach(
        (finding, count) ->
            findings.add(
                formed(
                    "{%s,\"title\":\"t\",\"why\":\"w\",\"count\":%d,\"places\":[],\"more\":%d}",
                    finding, count, count)));
    return formed(
        """
        {"schema":"keyward.audit/1","data":{"protectors":[
        %s
        ],"keyward":"1",
        "basis":{"clock":"2026-12-01T00:00:00Z","within":"PT1H","policy":null,"names":[]},
        "inputs":[{"path":"%s","folder":true,"files":1,"bytes":1,"sha256":"%s"}],
        "counts":{"protectors":%d,"standings":{"valid":%d},
        "worst":{"note":0,"warning":%d,"error":%d},"clean":%d,"unlisted":0},
        "sets":[],"findings":[%s],"parties":[%s],"omissions":[]}}
        """,
        String.join(",\n", rows),
        input,
        print(input),
        rows.size(),
        rows.size(),
        warnings,
        errors,
        rows.size() - warnings - errors,
        String.join(",\n", findings),
        String.join(",\n", members.stream().map(this::party).toList()));
  }

  private String party(Member member) {
    String key = tellsKeys ? ",\"keySha256\":\"" + member.keySha256() + "\"" : "";
    return formed(
        "{\"label\":\"%s\",\"name\":\"%s\",\"signing\":\"%s\",\"owned\":0,\"granted\":0,"
            + "\"sealed\":0,\"certificates\":[{\"role\":\"signing\",\"subject\":\"CN=x\","
            + "\"issuer\":\"CN=x\",\"notBefore\":\"2026-01-01T00:00:00Z\","
            + "\"notAfter\":\"2036-01-01T00:00:00Z\",\"key\":\"RSA 2048\",\"sha256\":\"%s\"%s}]}",
        member.label(),
        member.label(),
        member.certificateSha256(),
        member.certificateSha256(),
        key);
  }

  /** A side of a comparison that reads it. */
  ReportSide side() throws KeywardException {
    return side(toString());
  }

  static ReportSide side(String report) throws KeywardException {
    byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
    return new ReportSide(
        new SiteSource(SiteName.parse("x"), "x.json", () -> new ByteArrayInputStream(bytes)),
        count -> {});
  }
}
