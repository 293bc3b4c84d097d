package dev.keyward.fleet.topology.fact;

import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.tpm.log.MeasuredBoot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known about where a host gets keys from: its attestation, or its own store.
 *
 * @param mode how it proves its health; empty where nobody said
 * @param unguarded what its own configuration says about attestation that did not pass, lower case;
 *     empty where it passed, or nobody said
 * @param local whether it opens protectors with its own keys, and asks no service
 * @param keys what its configuration says of keys
 * @param store the store of a host in local mode; empty where the topology says nothing of it
 * @param boot what its TPM last measured; empty where no log of it is known
 */
public record HostFacts(
    Optional<OperationMode> mode,
    Optional<String> unguarded,
    boolean local,
    Keys keys,
    Optional<Store> store,
    Optional<MeasuredBoot> boot) {

  /**
   * The keys of a host's own.
   *
   * @param host with its certificates, where they were given
   * @param now when they are judged
   */
  public record Store(LocalHost host, Instant now) {}

  /**
   * The keys by which a host and its services know each other.
   *
   * @param host the SHA-256 of the host's own key; empty where nobody said
   * @param pins whom it takes as the guardians of its services; empty where nobody said
   */
  public record Keys(Optional<Thumbprint> host, List<HostPin> pins) {

    public static final Keys UNKNOWN = new Keys(Optional.empty(), List.of());

    /** Copies the list. */
    public Keys {
      pins = List.copyOf(pins);
    }
  }

  /** Nothing is known. */
  public static final HostFacts NONE =
      new HostFacts(
          Optional.empty(),
          Optional.empty(),
          false,
          Keys.UNKNOWN,
          Optional.empty(),
          Optional.empty());

  /** A host in local mode. */
  public static final HostFacts LOCAL =
      new HostFacts(
          Optional.empty(),
          Optional.empty(),
          true,
          Keys.UNKNOWN,
          Optional.empty(),
          Optional.empty());

  /** A host in local mode whose store the topology is about. */
  public static HostFacts of(Store store) {
    return new HostFacts(
        Optional.empty(),
        Optional.empty(),
        true,
        Keys.UNKNOWN,
        Optional.of(store),
        Optional.empty());
  }

  /** The same where the topology itself says the mode. */
  public HostFacts attesting(OperationMode said) {
    return new HostFacts(Optional.of(said), unguarded, local, keys, store, boot);
  }

  /** The same with keys. */
  public HostFacts with(Keys known) {
    return new HostFacts(mode, unguarded, local, known, store, boot);
  }

  /** The same with a recorded boot. */
  public HostFacts with(MeasuredBoot recorded) {
    return new HostFacts(mode, unguarded, local, keys, store, Optional.of(recorded));
  }
}
