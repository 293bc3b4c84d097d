package dev.keyward.audit.shard;

import dev.keyward.audit.judge.AuditSink;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.policy.AcceptedRisk;
import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.policy.UnusedRule;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what an audit finds as the lines of a shard. Each line can be read by itself; only the
 * bytes of certificates are in lines of their own. Nothing else is kept.
 */
public final class ShardSink implements AuditSink {

  /** The most bytes of the lines about rules that fit nothing: 64 MiB. */
  static final int MOST_UNUSED = 64 << 20;

  private final OutputStream out;
  private final ShardCertificates certificates;
  private final PolicyUse rules;
  private long lines;
  private long inputs;
  private long protectors;
  private String input = "";
  private String longFile = "";

  /**
   * Writes the header.
   *
   * @param rules sees each protector
   */
  public ShardSink(OutputStream out, ShardHeader header, PolicyUse rules) throws IOException {
    this.out = out;
    this.rules = rules;
    this.certificates = new ShardCertificates(this::write);
    write(header.tree());
  }

  /** Writes the risks that the policy accepts, before everything else. */
  public void accepted(List<AcceptedRisk> risks) throws IOException {
    long number = 0;
    for (AcceptedRisk risk : risks) {
      write(AcceptedFields.line(number++, risk));
    }
  }

  @Override
  public void begin(String name, boolean folder) throws IOException {
    write(beginning(name, folder));
  }

  @Override
  public void beginList(String name) throws IOException {
    Map<String, Object> line = beginning(name, false);
    line.put("list", 1L);
    write(line);
  }

  private Map<String, Object> beginning(String name, boolean folder) {
    input = name;
    Map<String, Object> line = line("input", inputs++);
    line.put("name", name);
    line.put("folder", folder ? 1L : 0L);
    return line;
  }

  @Override
  public void file(long number, FileExaminer.Result result) throws IOException {
    Map<String, Object> line = line("file", number);
    line.put("input", input);
    line.put("path", result.file().relative());
    line.put("bytes", result.bytes());
    put(line, result.sha256());
    result.other().ifPresent(kind -> line.put("other", kind.words()));
    line.put("protectors", (long) result.examined().size());
    write(line);
    long place = 0;
    for (Examined examined : result.examined()) {
      found("protector", place++, examined);
    }
  }

  @Override
  public void beginLong(long number, Named file) throws IOException {
    longFile = file.shown();
    Map<String, Object> line = line("long-file", number);
    line.put("input", input);
    line.put("path", file.relative());
    write(line);
  }

  @Override
  public void entry(long number, Examined examined) throws IOException {
    found("protector", number, examined);
  }

  @Override
  public void remark(Examined examined) throws IOException {
    found("remark", 0, examined);
  }

  private void found(String kind, long number, Examined examined) throws IOException {
    protectors++;
    examined.showTo(rules);
    certificates.makeRoom();
    write(ProtectorLine.of(line(kind, number), examined, certificates));
  }

  @Override
  public void endLong(LongEnd end) throws IOException {
    Map<String, Object> line = line("long-file-end", end.entries());
    line.put("file", longFile);
    line.put("bytes", end.bytes());
    put(line, end.sha256());
    end.other().ifPresent(kind -> line.put("other", kind.words()));
    write(line);
  }

  @Override
  public void end(InputEnd end) throws IOException {
    Map<String, Object> line = line("input-end", end.files());
    line.put("name", input);
    line.put("links", end.links());
    line.put("special", end.special());
    line.put("names", end.names().toString());
    write(line);
  }

  /**
   * Writes which rules fit nothing of this share, and the end mark; returns how many protectors
   * there are.
   *
   * @param sample a digest over what some of the files hold
   */
  public long finish(Thumbprint sample) throws IOException {
    unusedRules();
    Map<String, Object> line = line("end", inputs);
    line.put("protectors", protectors);
    line.put("lines", lines);
    line.put("sample", sample.toString());
    write(line);
    out.flush();
    return protectors;
  }

  private void unusedRules() throws IOException {
    long number = 0;
    long bytes = 0;
    for (UnusedRule rule : rules.unused()) {
      Map<String, Object> line = line("unused-rule", number++);
      line.put("found", rule.found());
      line.put("severity", rule.severity().code());
      bytes += write(line);
      if (bytes > MOST_UNUSED) {
        throw new IOException("the policy has more unused rules than a shard can carry, 64 MiB");
      }
    }
  }

  private static void put(Map<String, Object> line, Optional<Thumbprint> sha256) {
    sha256.ifPresent(digest -> line.put("sha256", digest.toString()));
  }

  private static Map<String, Object> line(String kind, long number) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(kind, number);
    return line;
  }

  private int write(Map<String, Object> tree) throws IOException {
    byte[] line = JsonWriter.line(tree);
    if (line.length > ShardText.MOST_LINE) {
      throw new IOException("a line of a shard would have more than 4 MiB");
    }
    out.write(line);
    lines++;
    return line.length;
  }
}
