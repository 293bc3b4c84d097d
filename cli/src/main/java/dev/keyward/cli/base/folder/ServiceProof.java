package dev.keyward.cli.base.folder;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Proves what the private keys in the folders of services open, disabled ones too. */
public final class ServiceProof {

  private final SecureRandom random;
  private final List<Service> services;

  private record Service(HgsDescription description, List<OpeningKey> keys) {

    Optional<OpeningKey> keyFor(Wrapping wrapping) {
      return keys.stream()
          .filter(each -> each.guardian().decryptsFor(wrapping.encryption()))
          .findFirst();
    }

    /** A service releases a key only where both keys of the wrapping are enabled. */
    boolean releases(Wrapping wrapping) {
      return isEnabled(CertificateUse.ENCRYPTION, wrapping.encryption())
          && isEnabled(CertificateUse.SIGNING, wrapping.signing());
    }

    private boolean isEnabled(CertificateUse use, GuardianCertificate certificate) {
      return description.enabled(use).anyMatch(each -> each.certificate().sameKeyAs(certificate));
    }
  }

  /**
   * The wrappings that a service's keys open.
   *
   * @param released those that the service releases
   * @param refused those that it refuses, because a key is disabled
   */
  public record Opened(Set<WrappingId> released, Set<WrappingId> refused) {

    /** Nothing was opened. */
    public static final Opened NOTHING = new Opened(Set.of(), Set.of());

    /** The same of wrappings that fit alone. */
    public Opened of(List<Wrapping> wrappings, Predicate<Wrapping> fits) {
      Set<WrappingId> fitting = new LinkedHashSet<>();
      wrappings.stream().filter(fits).forEach(each -> fitting.add(each.id()));
      Set<WrappingId> some = new LinkedHashSet<>(released);
      some.retainAll(fitting);
      Set<WrappingId> others = new LinkedHashSet<>(refused);
      others.retainAll(fitting);
      return new Opened(some, others);
    }

    /** The numbers of those that are refused; empty where there are none. */
    public Optional<List<Long>> refusedNumbers() {
      return Optional.of(refused.stream().map(WrappingId::value).sorted().toList())
          .filter(numbers -> !numbers.isEmpty());
    }

    /** Copies the sets. */
    public Opened {
      released = Set.copyOf(released);
      refused = Set.copyOf(refused);
    }
  }

  /** Without any folder. */
  public static ServiceProof none(Session session) {
    return new ServiceProof(session.random(), List.of());
  }

  private ServiceProof(SecureRandom random, List<Service> services) {
    this.random = random;
    this.services = services;
  }

  /** Of the folders of {@code --hgs}, whose keys the passphrase must open. */
  public static ServiceProof of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    List<Service> services = new ArrayList<>();
    for (String each : arguments.values(Options.HGS.name())) {
      HgsFolder folder =
          HgsFolder.at(session.path(each), session.random()).telling(session.secrets());
      services.add(
          new Service(folder.describe(), folder.openers(ServiceSecret.of(folder, session))));
    }
    return new ServiceProof(session.random(), services);
  }

  /** Whether no folder was named. */
  public boolean isEmpty() {
    return services.isEmpty();
  }

  /** One of the keys of the services that a wrapping is for, one that is refused too. */
  public Optional<OpeningKey> keyFor(VerifiedKeyProtector protector) {
    return services.stream()
        .flatMap(service -> protector.wrappings().stream().map(service::keyFor))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Opens with every key of the services that a wrapping is for.
   *
   * @throws dev.keyward.VerificationFailedException code {@code does-not-open}
   */
  public Opened open(VerifiedKeyProtector protector) throws KeywardException {
    Set<WrappingId> released = new LinkedHashSet<>();
    Set<WrappingId> refused = new LinkedHashSet<>();
    for (Service service : services) {
      for (Wrapping wrapping : protector.wrappings()) {
        Optional<OpeningKey> key = service.keyFor(wrapping);
        if (key.isPresent() && wrapping.transportKey().encryption().unknownAlgorithm().isEmpty()) {
          protector.open(key.get(), RsaEngine.jdk(), random).close();
          (service.releases(wrapping) ? released : refused).add(wrapping.id());
        }
      }
    }
    refused.removeAll(released);
    return new Opened(released, refused);
  }
}
