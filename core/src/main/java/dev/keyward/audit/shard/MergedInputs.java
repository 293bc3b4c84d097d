package dev.keyward.audit.shard;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.AuditSink;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.policy.AcceptedRisk;
import dev.keyward.audit.policy.UnusedRule;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Takes the lines of all shards in the order in which one audit would have found the same. */
public final class MergedInputs {

  private final List<ShardReader> readers;
  private final AuditSink sink;
  private final MessageDigest names = Thumbprint.sha256();
  private long place;

  public MergedInputs(List<ShardReader> readers, AuditSink sink) {
    this.readers = readers;
    this.sink = sink;
  }

  /** The risks that the policy accepts, which all shards carry alike; before the first input. */
  public List<AcceptedRisk> accepted() throws KeywardException, IOException {
    List<AcceptedRisk> risks = new ArrayList<>();
    while (readers.get(0).peek() instanceof ShardEvent.Accepted next
        && next.number() == risks.size()) {
      same("other accepted risks");
      risks.add(next.risk());
    }
    return risks;
  }

  private ShardReader shardOf(long place) {
    return readers.get((int) (place % readers.size()));
  }

  /** The input of that number, from its beginning to its end in every shard. */
  public void input(long number) throws KeywardException, IOException {
    if (!(same("another input") instanceof ShardEvent.Input input) || input.number() != number) {
      throw unexpected(readers.get(0), "input " + number);
    }
    names.update((input.name() + "\0").getBytes(StandardCharsets.UTF_8));
    if (input.list()) {
      sink.beginList(input.name());
    } else {
      sink.begin(input.name(), input.folder());
    }
    long first = place;
    while (file(input)) {
      place++;
    }
    if (!(same("other files, or other sizes,") instanceof ShardEvent.EndOfInput end)
        || end.end().files() != place - first) {
      throw unexpected(readers.get(0), "the end of input " + number);
    }
    sink.end(end.end());
  }

  /** The file at the present place; false behind the last one of the input. */
  private boolean file(ShardEvent.Input input) throws KeywardException, IOException {
    ShardReader owner = shardOf(place);
    ShardEvent event = owner.peek();
    if (event instanceof ShardEvent.File file && file.number() == place) {
      wholeFile(owner, file, input);
      return true;
    }
    if (event instanceof ShardEvent.LongFile file && file.number() == place) {
      longFile(file, input);
      return true;
    }
    if (event instanceof ShardEvent.EndOfInput) {
      return false;
    }
    throw unexpected(owner, "file " + place + " of input " + input.number());
  }

  private void wholeFile(ShardReader owner, ShardEvent.File file, ShardEvent.Input input)
      throws KeywardException, IOException {
    owner.next();
    Named named = input.named(file.path());
    sink.file(
        file.number(),
        new FileExaminer.Result(named, file.bytes(), file.sha256(), List.of(), file.other()));
    for (long number = 0; number < file.protectors(); number++) {
      found(owner, number);
    }
  }

  private void found(ShardReader owner, long number) throws KeywardException, IOException {
    Optional<ShardEvent.Found> found = owner.found(number);
    if (found.isEmpty()) {
      throw unexpected(owner, "protector " + number + " of a file");
    }
    owner.next();
    sink.entry(number, found.get().examined());
  }

  private void longFile(ShardEvent.LongFile file, ShardEvent.Input input)
      throws KeywardException, IOException {
    ShardReader owner = shardOf(file.number());
    if (input.list()) {
      owner.next();
    } else {
      same("another long file");
    }
    sink.beginLong(file.number(), input.named(file.path()));
    long entries = 0;
    while (of(input, owner, entries).found(entries).isPresent()) {
      found(of(input, owner, entries), entries);
      entries++;
    }
    if (owner.peek() instanceof ShardEvent.Remark remark) {
      owner.next();
      sink.remark(remark.examined());
    }
    ShardEvent last = input.list() ? owner.next() : same("another reading of the file");
    if (!(last instanceof ShardEvent.LongFileEnd end) || end.end().entries() != entries) {
      throw unexpected(of(input, owner, entries), "protector " + entries + " of a long file");
    }
    sink.endLong(end.end());
  }

  /** All shards share out a long file of a folder; one of a list only its own shard reads. */
  private ShardReader of(ShardEvent.Input input, ShardReader owner, long entry) {
    return input.list() ? owner : shardOf(entry);
  }

  /** Takes the next line of every shard, which must say the same. */
  private ShardEvent same(String otherwise) throws KeywardException, IOException {
    ShardReader first = readers.get(0);
    ShardEvent event = first.next();
    for (ShardReader reader : readers.subList(1, readers.size())) {
      if (!reader.next().equals(event)) {
        throw ShardReader.refused(
            "shards-differ",
            reader.where(),
            otherwise + " than in " + first.where(),
            "shards that saw the same files");
      }
    }
    return event;
  }

  private static MalformedInputException unexpected(ShardReader reader, String expected) {
    return ShardReader.refused(
        "shards-differ", reader.where(), "something else", expected + ", as the other shards");
  }

  /** Those of the first shard that stand in all others too. */
  private List<UnusedRule> unused() throws KeywardException, IOException {
    Set<UnusedRule> inAll = unused(readers.get(0), rule -> true);
    for (ShardReader reader : readers.subList(1, readers.size())) {
      inAll = unused(reader, inAll::contains);
    }
    return List.copyOf(inAll);
  }

  private static Set<UnusedRule> unused(ShardReader reader, Predicate<UnusedRule> wanted)
      throws KeywardException, IOException {
    Set<UnusedRule> unused = new LinkedHashSet<>();
    for (long number = 0; reader.peek() instanceof ShardEvent.Unused line; number++) {
      if (line.number() != number) {
        throw unexpected(reader, "unused rule " + number);
      }
      if (wanted.test(line.rule())) {
        unused.add(line.rule());
      }
      reader.next();
    }
    return unused;
  }

  /** The end of all shards; returns the rules that fit nothing of any. */
  public List<UnusedRule> end(ShardHeader.Common common) throws KeywardException, IOException {
    List<UnusedRule> unused = unused();
    if (!(same("other content in some files") instanceof ShardEvent.End end)
        || end.inputs() != common.inputs()) {
      throw unexpected(readers.get(0), "the end mark");
    }
    for (ShardReader reader : readers) {
      reader.requireEnd();
    }
    if (!Thumbprint.of(names).equals(common.inputNames())) {
      throw ShardReader.refused(
          "shards-differ", readers.get(0).name(), "other inputs than its first line says", "those");
    }
    return unused;
  }
}
