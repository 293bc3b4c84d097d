package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import java.io.IOException;

/** Something that is done again and again. */
interface Work {

  /**
   * Does it until a moment has come.
   *
   * @param end of {@link System#nanoTime}
   * @return how often it was done
   */
  long until(long end) throws KeywardException, IOException;
}
