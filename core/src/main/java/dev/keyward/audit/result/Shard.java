package dev.keyward.audit.result;

/**
 * One share of an audit that several processes make.
 *
 * @param number which one, from 1
 * @param of how many there are, at most {@link #MOST}
 */
public record Shard(int number, int of) {

  /** The most shards of one audit. */
  public static final int MOST = 1000;

  /** All of it. */
  public static final Shard WHOLE = new Shard(1, 1);

  /** Refuses what is no share. */
  public Shard {
    if (of < 1 || of > MOST || number < 1 || number > of) {
      throw new IllegalArgumentException(number + "/" + of + " is not a share of an audit");
    }
  }

  /** Whether what has this place, from 0, falls to this share. */
  public boolean takes(long place) {
    return place % of == number - 1;
  }

  /** Such as {@code 2/4}. */
  @Override
  public String toString() {
    return number + "/" + of;
  }
}
