package dev.keyward.internal.memory;

/** A number of bytes that may be taken, and what is left of it. Safe for several threads. */
public final class HeapShare {

  private final long most;
  private long taken;

  private HeapShare(long most) {
    this.most = most;
  }

  /** One part of so many of the memory that Java may take. */
  public static HeapShare of(int parts) {
    return new HeapShare(Runtime.getRuntime().maxMemory() / parts);
  }

  /** So many bytes, however much memory there is. */
  public static HeapShare ofBytes(long bytes) {
    return new HeapShare(bytes);
  }

  /** Takes {@code bytes} if as many are left. */
  public synchronized boolean take(long bytes) {
    if (bytes > most - taken) {
      return false;
    }
    taken += bytes;
    return true;
  }

  /** Gives back what was taken. */
  public synchronized void give(long bytes) {
    taken -= bytes;
  }

  /** Gives back everything. */
  synchronized void clear() {
    taken = 0;
  }
}
