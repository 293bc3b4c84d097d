package dev.keyward.cli.serve;

import dev.keyward.KeywardException;
import dev.keyward.cli.console.OutOfMemory;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
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

  private final HgsFolder folder;
  private final Passphrase passphrase;
  private final RequestLog log;
  private final ScheduledExecutorService watcher;
  private final LongSupplier nanos;
  private volatile HgsEndpoint endpoint;
  private HgsKeys keys;
  private String generation;
  private String refused = "";
  private volatile long seen;

  /** What the service computes with. */
  public record Tools(RsaEngine engine, SecureRandom random, InstantSource clock) {}

  private LiveService(HgsFolder folder, Passphrase passphrase, LongSupplier nanos, RequestLog log) {
    this.folder = folder;
    this.passphrase = passphrase;
    this.nanos = nanos;
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
    LiveService live = read(folder, passphrase, tools, System::nanoTime, log);
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
  static LiveService read(
      HgsFolder folder, Passphrase passphrase, Tools tools, LongSupplier nanos, RequestLog log)
      throws IOException, KeywardException {
    LiveService live = new LiveService(folder, passphrase, nanos, log);
    live.generation = folder.generation();
    live.keys = folder.unlock(passphrase);
    live.endpoint = new HgsEndpoint(live.keys, tools.engine(), tools.random(), tools.clock());
    live.seen = nanos.getAsLong();
    return live;
  }

  /** The service's name. */
  public String name() {
    return keys.description().name().toString();
  }

  @Override
  public HgsReply apply(HgsRequest request) {
    // Also when the watch itself has died.
    return nanos.getAsLong() - seen > MOST_UNSEEN.toNanos()
        ? HgsEndpoint.unavailable(request.path(), "the service's folder cannot be read")
        : endpoint.answer(request);
  }

  /** The name of the generation comes first: a change while it is read is seen the next time. */
  void look() {
    String found = "";
    try {
      found = folder.generation();
      if (!found.equals(generation)) {
        keys = folder.unlock(passphrase, keys);
        endpoint = endpoint.after(keys);
        generation = found;
        refused = "";
        log.note("the service's folder changed and was read anew");
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
