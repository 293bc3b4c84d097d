package dev.keyward.cli.serve;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.DeviceCheck;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.folder.HgsKeys;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Watches the devices that keys of the service are in. While one is away, requests are refused at
 * once, so that nobody waits for it. It is tried again and again until it is back.
 */
final class KeyWatch {

  private static final int UNAVAILABLE = 503;

  /** A device that works is used only so often without need. */
  private static final Duration REST = Duration.ofSeconds(10);

  private final Supplier<HgsKeys> keys;
  private final Tools tools;
  private final RequestLog log;
  private volatile boolean away;
  private volatile boolean suspected = true;
  private long last;

  KeyWatch(Supplier<HgsKeys> keys, Tools tools, RequestLog log) {
    this.keys = keys;
    this.tools = tools;
    this.log = log;
  }

  /** Whether a device was away when it was last tried. */
  boolean areAway() {
    return away;
  }

  /** An answer that no key could be used is a reason to try the devices now. */
  void saw(HgsReply reply) {
    if (reply.status() == UNAVAILABLE) {
      suspected = true;
    }
  }

  /** Tries the devices, if it is time. */
  void look() {
    DeviceCheck check = new DeviceCheck(keys.get(), tools);
    if (check.isEmpty()) {
      away = false;
      return;
    }
    if (!away && !suspected && System.nanoTime() - last < REST.toNanos()) {
      return;
    }
    suspected = false;
    try {
      check.requireAll();
      if (away) {
        away = false;
        log.note("the keys of the service can be used again");
      }
    } catch (KeyUnusableException e) {
      if (!away) {
        away = true;
        log.warn(
            "the service answers with status 503 until its keys can be used again: "
                + e.getMessage());
      }
    }
    last = System.nanoTime();
  }
}
