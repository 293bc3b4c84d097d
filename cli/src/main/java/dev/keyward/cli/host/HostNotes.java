package dev.keyward.cli.host;

/** What every verb of guarded hosts says of itself. */
final class HostNotes {

  static final String LAB = "For KVM fabrics and tests: it does not configure Hyper-V.";

  static final String FAILOVER =
      "A host always asks the primary first. As we read"
          + " Microsoft's article, the host tries the primary once more if it does not"
          + " reach it (no connection, a broken one, an unknown name, a failed TLS"
          + " handshake, no answer in time), or if the primary is ill (HTTP 503, 429"
          + " or 5xx, an error that may pass, an answer that is not of the protocol)."
          + " Both tries are within the failover limit. Then the host asks the"
          + " fallback, and logs event 2021 in events.jsonl. If a service is full and"
          + " says how long to wait, the host waits and asks it again, within the same"
          + " limit. If a service is reached and refuses (host not authorized, no"
          + " wrapping for it, another refusal), the host does not ask the fallback.";

  private HostNotes() {}
}
