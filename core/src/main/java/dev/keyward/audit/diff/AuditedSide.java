package dev.keyward.audit.diff;

import dev.keyward.KeywardException;
import dev.keyward.audit.AuditMerge;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.ShardPart;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.site.report.FindingTally;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Folders and exports that were audited just now. The audit is kept in a file as one shard, so that
 * it can be read several times and no signature is checked twice.
 */
public final class AuditedSide implements DiffSide {

  private static final int SHARE = 8;

  private final Spool spool;
  private final Skeletons skeletons;
  private final LongConsumer progress;
  private Optional<OutputStream> listing = Optional.empty();

  /**
   * What was audited.
   *
   * @param name what messages call it
   * @param inputs the folders and files as the user named them
   * @param opening opens the file with the shard
   */
  public record Spool(String name, List<String> inputs, Opening opening) {

    /** Copies the list. */
    public Spool {
      inputs = List.copyOf(inputs);
    }
  }

  /** Opens a file. */
  @FunctionalInterface
  public interface Opening {
    /** At its beginning. */
    InputStream open() throws IOException;
  }

  /** Carries a failure of ours through a receiver. */
  private static final class Carried extends IOException {
    private static final long serialVersionUID = 1;
    private final transient KeywardException failure;

    Carried(KeywardException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /**
   * An audit; nothing is read yet.
   *
   * @param skeletons finds names that look alike
   * @param progress gets how many more bytes have been read
   */
  public AuditedSide(Spool spool, Skeletons skeletons, LongConsumer progress) {
    this.spool = spool;
    this.skeletons = skeletons;
    this.progress = progress;
  }

  /** The same; {@code out} takes the lines that the digest of the input is made of. */
  public AuditedSide listingTo(OutputStream out) {
    listing = Optional.of(out);
    return this;
  }

  @Override
  public Optional<List<String>> inputs() {
    return Optional.of(spool.inputs());
  }

  @Override
  public End read(Rows rows) throws KeywardException, IOException {
    FindingTally tally = new FindingTally(HeapShare.of(SHARE));
    AuditSummary summary;
    ShardPart part = new ShardPart(spool.name(), spool.opening().open());
    try (AuditMerge merge = AuditMerge.open(List.of(part), progress)) {
      merge.comparing(skeletons);
      listing.ifPresent(merge::listingTo);
      // The lines are the same each time, and are wanted once.
      listing = Optional.empty();
      summary = merge.run(receiver(rows, tally));
    } catch (Carried e) {
      throw e.failure;
    }
    return new End(
        spool.name(),
        Optional.empty(),
        summary,
        summary.parties().stream().map(DiffParty::of).toList(),
        ReportSide.beside(summary, tally));
  }

  private static AuditReceiver receiver(Rows rows, FindingTally tally) {
    return new AuditReceiver() {
      @Override
      public void protector(AuditedProtector protector) throws IOException {
        tally.add(protector);
        try {
          rows.protector(protector);
        } catch (KeywardException e) {
          throw new Carried(e);
        }
      }

      @Override
      public void copy(AuditedProtector copy) throws IOException {
        rows.copy(copy);
      }

      @Override
      public void other(Place place, Finding finding) throws IOException {
        rows.other(place, finding);
      }
    };
  }
}
