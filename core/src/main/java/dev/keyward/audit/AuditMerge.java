package dev.keyward.audit;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.ledger.LedgerSink;
import dev.keyward.audit.ledger.Omissions;
import dev.keyward.audit.policy.AcceptedRisks;
import dev.keyward.audit.policy.PolicyRules;
import dev.keyward.audit.policy.PolicyUse;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Shard;
import dev.keyward.audit.result.ShardPart;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.shard.MergedInputs;
import dev.keyward.audit.shard.ShardHeader;
import dev.keyward.audit.shard.ShardReader;
import dev.keyward.guardian.memory.CertificateCache;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Merges the shards of an audit, as a stream. The result is that of one audit of everything. The
 * merge trusts the shards and checks no signature again. It checks that the shards are complete and
 * belong together.
 */
public final class AuditMerge implements Closeable {

  private final List<ShardReader> readers;
  private final ShardHeader.Common common;
  private OutputStream listing = OutputStream.nullOutputStream();
  private Optional<Skeletons> skeletons = Optional.empty();

  private AuditMerge(List<ShardReader> readers) {
    this.readers = readers;
    this.common = readers.get(0).header().common();
  }

  /**
   * Reads the beginnings of all shards.
   *
   * @param parts in any order; at most {@link Shard#MOST}
   * @param progress receives the number of further bytes that were read
   * @throws KeywardException if a part is not a shard, occurs twice, is missing, or belongs to
   *     another audit: codes {@code not-a-shard}, {@code shard-version}, {@code malformed-shard},
   *     {@code shard-twice}, {@code shard-missing}, {@code shards-differ}; then all parts are
   *     closed
   */
  public static AuditMerge open(List<ShardPart> parts, LongConsumer progress)
      throws KeywardException, IOException {
    if (parts.isEmpty() || parts.size() > Shard.MOST) {
      throw new IllegalArgumentException(parts.size() + " shards");
    }
    try {
      return new AuditMerge(inOrder(parts, progress));
    } catch (KeywardException | IOException | RuntimeException e) {
      for (ShardPart part : parts) {
        part.in().close();
      }
      throw e;
    }
  }

  private static List<ShardReader> inOrder(List<ShardPart> parts, LongConsumer progress)
      throws KeywardException, IOException {
    CertificateCache cache = new CertificateCache();
    List<ShardReader> all = new ArrayList<>();
    Map<Integer, ShardReader> byNumber = new HashMap<>();
    for (ShardPart part : parts) {
      ShardReader reader = new ShardReader(part, cache, progress);
      all.add(reader);
      requireSame(all.get(0), reader);
      ShardReader twin = byNumber.putIfAbsent(reader.header().shard().number(), reader);
      if (twin != null) {
        throw ShardReader.refused(
            "shard-twice",
            reader.name(),
            "shard " + reader.header().shard() + ", as in " + twin.name(),
            "each shard once");
      }
    }
    int count = all.get(0).header().shard().of();
    List<ShardReader> inOrder = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      ShardReader reader = byNumber.get(number);
      if (reader == null) {
        String missing = "no shard " + new Shard(number, count);
        throw ShardReader.refused("shard-missing", "", missing, "all " + count);
      }
      inOrder.add(reader);
    }
    return inOrder;
  }

  private static void requireSame(ShardReader first, ShardReader other)
      throws MalformedInputException {
    ShardHeader one = first.header();
    ShardHeader two = other.header();
    String what = difference(one, two);
    if (!what.isEmpty()) {
      throw ShardReader.refused(
          "shards-differ",
          other.name(),
          "a shard made with " + what + " than " + first.name(),
          "shards of one audit");
    }
    Optional<String> inputs = one.common().otherInputs(two.common(), first.name());
    if (inputs.isPresent()) {
      throw ShardReader.refused(
          "shards-differ",
          other.name(),
          "a shard made with other inputs than " + first.name() + inputs.get(),
          "shards of one audit");
    }
  }

  private static String difference(ShardHeader one, ShardHeader two) {
    AuditBasis basis = one.common().basis();
    AuditBasis other = two.common().basis();
    if (one.shard().of() != two.shard().of()) {
      return "another number of shards";
    } else if (one.common().version() != two.common().version()) {
      return "another version of Keyward";
    } else if (!basis.clock().equals(other.clock())) {
      return "another moment";
    } else if (!basis.within().equals(other.within())) {
      return "another --within";
    } else if (basis.strict() != other.strict()) {
      return "another --strict";
    } else if (!basis.policy().equals(other.policy())) {
      return "another policy";
    } else if (!one.common().guardians().equals(two.common().guardians())) {
      // Where they come from does not count: each machine may have them elsewhere.
      return "other guardians";
    }
    return "";
  }

  /** The basis that all shards share. */
  public AuditBasis basis() {
    return common.basis();
  }

  /** How many folders and files were audited together. */
  public long inputs() {
    return common.inputs();
  }

  /**
   * Whether the policy of the shards accepts any risk.
   *
   * @throws KeywardException where the beginning of a shard is not well formed
   */
  public boolean accepts() throws KeywardException, IOException {
    return readers.get(0).accepts();
  }

  /** The same; {@code out} takes the lines that the digest of the input is made of. */
  public AuditMerge listingTo(OutputStream out) {
    listing = out;
    return this;
  }

  /** The same; finds names that look like others, also where these are in several shards. */
  public AuditMerge comparing(Skeletons names) {
    skeletons = Optional.of(names);
    return this;
  }

  /**
   * Delivers the results of the shards in the order of the input, and then the summary. Call it
   * once.
   *
   * @throws KeywardException where a shard is not whole or not well formed, or where they saw
   *     different files: codes {@code malformed-shard}, {@code bad-json}, {@code bad-field}, {@code
   *     missing-field}, {@code unknown-field}, {@code bad-certificate}, {@code shards-differ}; the
   *     results that were delivered before are then void
   * @throws IOException if a shard cannot be read, or the receiver throws one
   */
  public AuditSummary run(AuditReceiver receiver) throws KeywardException, IOException {
    Omissions omissions = new Omissions(common.basis(), common.guardians().isEmpty());
    PolicyUse seen = new PolicyUse(PolicyRules.none(), print -> true);
    LedgerSink sink = new LedgerSink(receiver, omissions, common.basis().strict(), seen);
    sink.listTo(listing);
    skeletons.ifPresent(sink::comparing);
    MergedInputs inputs = new MergedInputs(readers, sink);
    sink.accepting(new AcceptedRisks(inputs.accepted(), common.basis().clock()));
    for (long number = 0; number < common.inputs(); number++) {
      inputs.input(number);
    }
    AuditSummary summary = sink.summary(common.basis(), inputs.end(common));
    receiver.finish(summary);
    return summary;
  }

  @Override
  public void close() throws IOException {
    for (ShardReader reader : readers) {
      reader.close();
    }
  }
}
