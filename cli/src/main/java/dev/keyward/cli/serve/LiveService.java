package dev.keyward.cli.serve;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.OutOfMemory;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.folder.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The service in a folder as the folder is now: a change is seen within half a second, read as a
 * whole, and then answers. A change that cannot be read leaves what was there before for ten
 * seconds; then nothing is answered, for a host that was removed must not get keys for ever.
 */
public final class LiveService implements Function<HgsRequest, HgsReply>, AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration MOST_UNSEEN = Duration.ofSeconds(10);

  private final Source source;
  private final RequestLog log;
  private final ScheduledExecutorService watcher;
  private final LongSupplier nanos;
  private volatile Current current;
  private String refused = "";
  private volatile long seen;

  /** What was read last. */
  private record Current(String generation, HgsKeys keys, HgsEndpoint endpoint) {}

  /** The folder that is watched, and what unlocks it. */
  record Source(HgsFolder folder, Passphrase passphrase) {

    /** The name of the generation comes first: a change while it is read is seen the next time. */
    Current read(Tools tools) throws IOException, KeywardException {
      String generation = folder.generation();
      HgsKeys keys = folder.unlock(passphrase);
      HgsEndpoint endpoint = new HgsEndpoint(keys, tools);
      return new Current(generation, keys, endpoint);
    }

    Current read(String generation, Current before) throws IOException, KeywardException {
      HgsKeys keys = folder.unlock(passphrase, before.keys());
      return new Current(generation, keys, before.endpoint().after(keys));
    }
  }

  private LiveService(Source source, Current current, LongSupplier nanos, RequestLog log) {
    this.source = source;
    this.current = current;
    this.nanos = nanos;
    this.seen = nanos.getAsLong();
    this.log = log;
    this.watcher = Executors.newSingleThreadScheduledExecutor(Threads.named("keyward-watcher"));
  }

  /**
   * Reads the folder and goes on watching it.
   *
   * @param passphrase stays the caller's, who wipes it after the service is closed
   * @param log is told of each change; stays the caller's
   */
  public static LiveService open(
      HgsFolder folder, Passphrase passphrase, Tools tools, RequestLog log)
      throws IOException, KeywardException {
    LiveService live = read(new Source(folder, passphrase), tools, System::nanoTime, log);
    long millis = EVERY.toMillis();
    ScheduledFuture<?> unused =
        live.watcher.scheduleWithFixedDelay(
            new SteadyTask("the watch over the service's folder", live::look, log),
            millis,
            millis,
            TimeUnit.MILLISECONDS);
    return live;
  }

  /**
   * Reads the folder once; {@link #look} looks at it again.
   *
   * @param nanos tells how much time went by
   */
  static LiveService read(Source source, Tools tools, LongSupplier nanos, RequestLog log)
      throws IOException, KeywardException {
    return new LiveService(source, source.read(tools), nanos, log);
  }

  /** What the service is now. */
  public HgsDescription description() {
    return current.keys().description();
  }

  /** Does that now and once a day from then on. */
  public void eachDay(Runnable work) {
    every(Duration.ofDays(1), work);
  }

  void every(Duration time, Runnable work) {
    work.run();
    long millis = time.toMillis();
    ScheduledFuture<?> unused =
        watcher.scheduleWithFixedDelay(
            new SteadyTask("the daily look at certificates", work, log),
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  /** The service's name. */
  public String name() {
    return current.keys().description().name().toString();
  }

  @Override
  public HgsReply apply(HgsRequest request) {
    // Also when the watch itself has died.
    return nanos.getAsLong() - seen > MOST_UNSEEN.toNanos()
        ? HgsEndpoint.unavailable(request.path(), "the service's folder cannot be read")
        : current.endpoint().answer(request);
  }

  /** The name of the generation comes first: a change while it is read is seen the next time. */
  void look() {
    String found = "";
    try {
      found = source.folder().generation();
      if (!found.equals(current.generation())) {
        current = source.read(found, current);
        refused = "";
        log.note("the service's folder changed and was read again");
      }
      seen = nanos.getAsLong();
      if (!refused.isEmpty()) {
        refused = "";
        log.note("the service's folder can be read again");
      }
    } catch (Throwable e) { // The watch goes on, unless memory ran out.
      OutOfMemory.endProcess(e);
      if (!refused.equals("at " + found)) {
        refused = "at " + found;
        log.warn(
            "the service stays as it was for ten seconds and then answers with status 503 until"
                + " its folder can be read again: "
                + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName()));
      }
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
