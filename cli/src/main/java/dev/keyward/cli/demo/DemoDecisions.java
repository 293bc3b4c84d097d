package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.Side;
import dev.keyward.host.run.RunListener;

/** Shows the decisions of one start, and remembers who was asked. */
final class DemoDecisions implements RunListener {

  private final DemoScript script;
  private boolean fallbackAsked;

  DemoDecisions(DemoScript script) {
    this.script = script;
  }

  @Override
  public void decided(Decision decision) {
    fallbackAsked |= decision.side() == Side.FALLBACK;
    script.say("  " + decision);
  }

  /** What a start that failed came to. */
  String failure(KeywardException e) throws KeywardException {
    if (e instanceof ServiceRefusedException) {
      return fallbackAsked
          ? "refused, the fallback asked"
          : "refused by the primary, the fallback not asked";
    }
    if (e instanceof ServiceUnreachableException) {
      return "no service could be reached";
    }
    throw e;
  }
}
