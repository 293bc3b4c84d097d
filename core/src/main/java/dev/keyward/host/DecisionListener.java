package dev.keyward.host;

import java.io.IOException;

/** Told of every decision when it is made. */
@FunctionalInterface
public interface DecisionListener {

  /** One more decision. */
  void decided(Decision decision) throws IOException;
}
