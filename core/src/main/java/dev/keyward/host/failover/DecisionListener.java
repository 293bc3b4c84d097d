package dev.keyward.host.failover;

import java.io.IOException;

/** Told of every decision when it is made. */
@FunctionalInterface
public interface DecisionListener {

  /** One more decision. */
  public void decided(Decision decision) throws IOException;
}
