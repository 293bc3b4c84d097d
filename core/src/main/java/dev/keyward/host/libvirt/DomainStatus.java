package dev.keyward.host.libvirt;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a host last recorded of a domain. */
public enum DomainStatus {
  /** It does not run. */
  STOPPED,
  /** libvirt has its key, and was asked to start it. */
  PREPARED,
  /** It was started, and its end was not seen. */
  RUNS;

  /** Such as {@code runs}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<DomainStatus> find(String code) {
    return Stream.of(values()).filter(status -> status.code().equals(code)).findFirst();
  }
}
