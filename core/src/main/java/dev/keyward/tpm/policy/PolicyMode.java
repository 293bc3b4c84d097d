package dev.keyward.tpm.policy;

import java.util.Locale;

/** What a refusal by a policy leads to. */
public enum PolicyMode {
  /** The service refuses the host. */
  ENFORCE,
  /** The service accepts the host and logs the refusal. */
  REPORT;

  /** Its word in a policy's file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
