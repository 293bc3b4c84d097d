package dev.keyward.host.run;

import dev.keyward.host.failover.DecisionListener;
import java.io.IOException;

/** Gets decisions, and an earlier run that did not end as it should. */
@FunctionalInterface
public interface RunListener extends DecisionListener {

  /** The start goes on after it. */
  default void settled(EarlierRun earlier) throws IOException {}
}
