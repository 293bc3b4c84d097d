package dev.keyward.cli.serve;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.OutOfMemory;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.memory.FolderTrouble;
import dev.keyward.hgs.memory.HgsMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Takes each state of a service's folder that is whole and newer than the last one. While the
 * folder has no such state, the last one stays in use: for ten seconds if the folder cannot be
 * read, and for ten minutes if its state is damaged. If the state is older, the service stops at
 * once. Otherwise a host that was removed could get keys for ever.
 */
final class FolderWatch {

  private static final Duration MOST_UNREADABLE = Duration.ofSeconds(10);
  private static final Duration MOST_DAMAGED = Duration.ofMinutes(10);

  /** A refused state that did not change is read again only after this time, to save work. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final FolderSource source;
  private final LongSupplier nanos;
  private final RequestLog log;
  private HgsMemory memory;
  private boolean kept = true;
  private boolean saidOfState;
  private String said = "";
  private Refused refused = new Refused("", 0);
  private volatile FolderSource.Read taken;
  private volatile Standing standing;

  /**
   * How the folder is.
   *
   * @param seen when it could be read last
   * @param whole when its state was whole and current last
   * @param damaged since when its state is damaged
   * @param isOlder whether its state was older when it was last whole
   */
  private record Standing(long seen, long whole, Optional<Long> damaged, boolean isOlder) {

    /** Whole and current at that moment. */
    static Standing good(long moment) {
      return new Standing(moment, moment, Optional.empty(), false);
    }

    /** Could be read at that moment, where no more of it changed. */
    Standing seen(long moment) {
      boolean isGood = damaged.isEmpty() && !isOlder;
      return new Standing(moment, isGood ? moment : whole, damaged, isOlder);
    }

    Standing damaged(long since) {
      return new Standing(seen, whole, Optional.of(since), isOlder);
    }

    Standing older() {
      return new Standing(seen, whole, Optional.empty(), true);
    }
  }

  /** What was refused last, and when. */
  private record Refused(String stamp, long moment) {}

  private FolderWatch(
      FolderSource source, FolderSource.Read taken, LongSupplier nanos, RequestLog log) {
    this.source = source;
    this.taken = taken;
    this.nanos = nanos;
    this.log = log;
    this.memory = taken.memory();
    this.standing = Standing.good(nanos.getAsLong());
  }

  /**
   * Reads the folder, which must be whole.
   *
   * @param nanos tells how much time went by
   */
  static FolderWatch open(FolderSource source, Tools tools, LongSupplier nanos, RequestLog log)
      throws IOException, KeywardException {
    FolderWatch watch = new FolderWatch(source, source.read(tools), nanos, log);
    if (source.state().isPresent()) {
      watch.begin(source.state().get().read());
    }
    return watch;
  }

  private void begin(Optional<HgsMemory> before) throws IOException, KeywardException {
    if (before.isPresent()) {
      HgsMemory.Standing now = before.get().judge(taken.keys().number());
      if (now != HgsMemory.Standing.SAME && now != HgsMemory.Standing.NEWER) {
        memory = before.get();
        refuse(FolderTrouble.of(now, memory, taken.keys().number(), ""), taken.stamp());
        standing = standing.seen(nanos.getAsLong()).older();
        return;
      }
    }
    source.state().orElseThrow().keep(memory);
  }

  /** What answers; it must not where {@link #refusal} says why. */
  FolderSource.Read taken() {
    return taken;
  }

  /** Why nothing is answered now. */
  Optional<String> refusal() {
    Standing now = standing;
    long moment = nanos.getAsLong();
    // Also when the watch itself has died.
    if (moment - now.seen() > MOST_UNREADABLE.toNanos()) {
      return Optional.of("the service's folder cannot be read");
    }
    if (now.isOlder()) {
      return Optional.of("the service's folder is older than what it served before");
    }
    return now.damaged().filter(since -> moment - since > MOST_DAMAGED.toNanos()).isPresent()
        ? Optional.of("the service's folder is damaged")
        : Optional.empty();
  }

  /** How long ago the folder was last whole and current. */
  Duration age() {
    return Duration.ofNanos(Math.max(0, nanos.getAsLong() - standing.whole()));
  }

  /** How long what was taken last still answers; empty where the folder is whole. */
  Optional<Duration> left() {
    return standing
        .damaged()
        .map(since -> MOST_DAMAGED.minusNanos(nanos.getAsLong() - since))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** The stamp comes first: a change while the folder is read is seen the next time. */
  void look() {
    String stamp = "";
    try {
      stamp = source.folder().stamp();
      if (!stamp.isEmpty()) {
        standing = standing.seen(nanos.getAsLong());
      }
      if (stamp.isEmpty() || isToBeRead(stamp)) {
        take(source.read(stamp, taken));
      }
      if (standing.damaged().isEmpty() && !standing.isOlder() && !said.isEmpty()) {
        said = "";
        log.note("the service's folder is whole again");
      }
      keep();
    } catch (Throwable e) { // The watch goes on, unless memory ran out.
      OutOfMemory.endProcess(e);
      refuse(FolderTrouble.of(e, !stamp.isEmpty()), stamp);
    }
  }

  private boolean isToBeRead(String stamp) {
    boolean isRefused =
        refused.stamp().equals(stamp) && nanos.getAsLong() - refused.moment() < AGAIN.toNanos();
    return !isRefused && (!stamp.equals(taken.stamp()) || standing.damaged().isPresent());
  }

  private void take(FolderSource.Read read) {
    HgsMemory.Standing now = memory.judge(read.keys().number());
    switch (now) {
      case SAME, NEWER -> {
        boolean changed = now == HgsMemory.Standing.NEWER || standing.isOlder();
        taken = read;
        memory = read.memory();
        standing = Standing.good(nanos.getAsLong());
        kept = kept && !changed;
        tell(changed);
      }
      default -> {
        String back =
            FolderTrouble.wouldComeBack(taken.keys().description(), read.keys().description());
        refuse(FolderTrouble.of(now, memory, read.keys().number(), back), read.stamp());
      }
    }
  }

  private void tell(boolean changed) {
    if (changed) {
      said = "";
      log.note("the service's folder changed and was read again");
      if (taken.keys().hasOtherPassphrase()) {
        log.warn(
            "the keys of the service have another passphrase now: restart the service with it");
      }
    }
  }

  private void refuse(FolderTrouble trouble, String stamp) {
    long now = nanos.getAsLong();
    Optional<Long> since = standing.damaged();
    refused = new Refused(stamp, now);
    if (trouble.kind() == FolderTrouble.Kind.DAMAGED) {
      standing = standing.damaged(since.orElse(now));
    } else if (trouble.kind() == FolderTrouble.Kind.OLDER) {
      standing = standing.older();
    }
    boolean isOver = since.filter(begin -> now - begin > MOST_DAMAGED.toNanos()).isPresent();
    String what = trouble.kind() + " " + isOver + " " + stamp.split(" ", 2)[0];
    if (!said.equals(what)) {
      said = what;
      log.warn(trouble.sentence(isOver));
    }
  }

  /** The file that remembers is written again and again until it is. */
  private void keep() {
    if (kept || source.state().isEmpty()) {
      return;
    }
    try {
      source.state().get().keep(memory);
      kept = true;
      saidOfState = false;
    } catch (IOException | KeywardException e) {
      if (!saidOfState) {
        saidOfState = true;
        log.warn(
            "the newest state of the folder cannot be remembered; the service tries again: "
                + e.getMessage());
      }
    }
  }
}
