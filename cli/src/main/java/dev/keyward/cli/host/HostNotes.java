package dev.keyward.cli.host;

/** What every verb of guarded hosts says of itself. */
final class HostNotes {

  static final String LAB = "For labs and tests: it does not configure Hyper-V.";

  static final String FAILOVER =
      "The primary is asked first, always. As we read Microsoft's article: where it is not reached"
          + " (no connection, a broken one, an unknown name, a failed TLS handshake, no answer in"
          + " time), or is ill (HTTP 503, 429 or 5xx, an error that may pass, an answer that is not"
          + " of the protocol), it is tried once more, both tries within the failover limit, and"
          + " then the fallback is asked; this is event 2021 in events.jsonl. If a service is full"
          + " and says how long to wait, the host waits and asks it again, within the same limit."
          + " If a service is reached and refuses (host not authorized, no wrapping for it, another"
          + " refusal), the fallback is not asked.";

  private HostNotes() {}
}
