package dev.keyward.cli.serve;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.HgsDescription;
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
 * whole, and then answers. What {@link FolderWatch} does not take leaves what was there before.
 */
public final class LiveService implements Function<HgsRequest, HgsReply>, AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(500);

  private final FolderWatch watch;
  private final KeyWatch keys;
  private final RequestLog log;
  private final ScheduledExecutorService watcher;
  private final ScheduledExecutorService deviceWatcher;

  private LiveService(FolderWatch watch, Tools tools, RequestLog log) {
    this.watch = watch;
    this.keys = new KeyWatch(() -> watch.taken().keys(), tools, log);
    this.log = log;
    // A device may take long to answer, and the folder must be watched meanwhile.
    this.deviceWatcher =
        Executors.newSingleThreadScheduledExecutor(Threads.named("keyward-device-watcher"));
    this.watcher = Executors.newSingleThreadScheduledExecutor(Threads.named("keyward-watcher"));
  }

  /**
   * Reads the folder and goes on watching it.
   *
   * @param log is told of each change; stays the caller's
   */
  public static LiveService open(FolderSource source, Tools tools, RequestLog log)
      throws IOException, KeywardException {
    LiveService live = read(source, tools, System::nanoTime, log);
    long millis = EVERY.toMillis();
    ScheduledFuture<?> unusedOfDevices =
        live.deviceWatcher.scheduleWithFixedDelay(
            new SteadyTask("the watch over devices", live.keys::look, log),
            0,
            millis,
            TimeUnit.MILLISECONDS);
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
  static LiveService read(FolderSource source, Tools tools, LongSupplier nanos, RequestLog log)
      throws IOException, KeywardException {
    return new LiveService(FolderWatch.open(source, tools, nanos, log), tools, log);
  }

  /** What the service is now. */
  public HgsDescription description() {
    return watch.taken().keys().description();
  }

  /** How long ago the folder was last whole and current; under a second where all is well. */
  public Duration folderAge() {
    return watch.age();
  }

  /** Does that now and again and again, so long after it was done. */
  public void every(Duration time, Runnable work) {
    work.run();
    long millis = time.toMillis();
    ScheduledFuture<?> unused =
        watcher.scheduleWithFixedDelay(
            new SteadyTask("the look at certificates", work, log),
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  /** The service's name. */
  public String name() {
    return watch.taken().keys().description().name().toString();
  }

  @Override
  public HgsReply apply(HgsRequest request) {
    Optional<String> refusal = watch.refusal();
    if (refusal.isPresent()) {
      return HgsEndpoint.closed(request.path(), refusal.get());
    }
    HgsEndpoint endpoint = watch.taken().endpoint();
    if (keys.areAway()) {
      return endpoint.answerWithoutKeys(request);
    }
    HgsReply reply = answer(endpoint, request);
    keys.saw(reply);
    return reply;
  }

  private HgsReply answer(HgsEndpoint endpoint, HgsRequest request) {
    Optional<Duration> left = watch.left();
    return left.isPresent()
        ? endpoint.answerWhileDamaged(request, left.get())
        : endpoint.answer(request);
  }

  void look() {
    watch.look();
  }

  /** Stops watching. */
  @Override
  public void close() {
    watcher.shutdownNow();
    deviceWatcher.shutdownNow();
  }
}
