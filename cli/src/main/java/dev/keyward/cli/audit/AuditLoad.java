package dev.keyward.cli.audit;

import dev.keyward.audit.Audit;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.cli.console.Console;
import dev.keyward.crypto.RsaEngine;
import java.util.List;

/**
 * How much there is to audit, and the engine for so much.
 *
 * @param bytes for a bar; where none is shown, any number above what decides about the engine
 */
public record AuditLoad(long bytes, RsaEngine engine) {

  /** What Corretto saves is worth its loading from about two thousand protectors on. */
  private static final long BULK = 32 << 20;

  /** Of all of it. */
  public static AuditLoad of(List<AuditSource> sources, Console console) {
    return of(sources, console, 1);
  }

  /** Where it is shared out among so many audits. */
  static AuditLoad of(List<AuditSource> sources, Console console, int shares) {
    long bulk = BULK * shares;
    long bytes = Audit.bytes(sources, console.showsProgress() ? Long.MAX_VALUE : bulk);
    return new AuditLoad(bytes, bytes < bulk ? RsaEngine.jdk() : RsaEngine.fastest());
  }
}
