package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the files of a service's next state from those of the present one: what needs its keys.
 *
 * @param engine signs certificates and metadata
 * @param where the folder, for errors
 */
record HgsFilesMaker(RsaEngine engine, SecureRandom random, String where) {

  /** Of a new service that has these keys, each as the primary one of its use. */
  HgsFiles first(HgsPlan plan, List<HgsKeyMaker.HgsKey> made, Passphrase passphrase)
      throws KeywardException {
    HgsDescription.Measuring measuring =
        new HgsDescription.Measuring(plan.attestation(), List.of());
    HgsDescription description = new HgsDescription(plan.name(), List.of(), List.of(), measuring);
    for (HgsKeyMaker.HgsKey key : made) {
      description =
          description.with(
              new HgsCertificate(key.use(), CertificateState.PRIMARY, key.certificate()));
    }
    Map<Thumbprint, HgsKeyFile> files = HgsKeyFiles.lock(made, passphrase, random);
    return signed(HgsKeys.of(description, made, where), files);
  }

  /** The same keys where other certificates count. */
  HgsFiles described(HgsFiles before, HgsDescription after, Passphrase passphrase)
      throws KeywardException {
    return signed(new State(after, before.keys(), before.policies()), passphrase);
  }

  /** The same keys where those certificates are out of use. */
  HgsFiles disabled(HgsFiles before, List<Thumbprint> thumbprints, Passphrase passphrase)
      throws KeywardException {
    HgsDescription after = before.description();
    for (Thumbprint thumbprint : thumbprints) {
      after = after.withDisabled(thumbprint);
    }
    return described(before, after, passphrase);
  }

  /**
   * With one more key.
   *
   * @param file the key, locked with {@code passphrase}
   */
  HgsFiles with(HgsFiles before, HgsCertificate added, HgsKeyFile file, Passphrase passphrase)
      throws KeywardException {
    Map<Thumbprint, HgsKeyFile> keys = new HashMap<>(before.keys());
    keys.put(added.certificate().thumbprint(), file);
    return signed(new State(before.description().with(added), keys, before.policies()), passphrase);
  }

  /** Adds a key that {@code source} makes to the present state. */
  HgsCertificate add(
      HgsGenerations generations,
      boolean primary,
      HgsFolder.Unlocking unlocking,
      HgsKeyMaker.Source source)
      throws IOException, KeywardException {
    Passphrase passphrase = unlocking.passphrase();
    HgsStored.Access access = HgsStored.Access.signing(passphrase);
    HgsKeys.opening(generations.read(access).files(), passphrase, where);
    HgsKeyMaker.HgsKey key = source.make();
    HgsKeyFile file = HgsKeyFiles.lock(key, passphrase, random);
    CertificateState state = primary ? CertificateState.PRIMARY : CertificateState.ENABLED;
    HgsCertificate added = new HgsCertificate(key.use(), state, key.certificate());
    generations.change(access, before -> with(before, added, file, passphrase));
    return added;
  }

  /** With new certificates in the places of those, over the same keys. */
  HgsFiles renewed(
      HgsFiles before, List<Thumbprint> thumbprints, HgsKeyMaker maker, Passphrase passphrase)
      throws KeywardException {
    Map<Thumbprint, HgsKeyFile> keys = new HashMap<>(before.keys());
    HgsDescription after = before.description();
    for (Thumbprint thumbprint : thumbprints) {
      HgsCertificate old = before.description().certificate(thumbprint);
      HgsKeyMaker.HgsKey renewed = maker.renewed(unlocking(before, passphrase).key(old), random);
      keys.remove(thumbprint);
      keys.put(renewed.certificate().thumbprint(), HgsKeyFiles.lock(renewed, passphrase, random));
      after = after.withRenewed(thumbprint, renewed.certificate());
    }
    return signed(new State(after, keys, before.policies()), passphrase);
  }

  /** With all keys locked by another passphrase. */
  HgsFiles relocked(HgsFiles before, Passphrase old, Passphrase fresh) throws KeywardException {
    List<HgsKeyMaker.HgsKey> opened = new ArrayList<>();
    for (HgsCertificate each : before.description().certificates()) {
      if (before.key(each.certificate()).filter(file -> !file.isReference()).isPresent()) {
        opened.add(unlocking(before, old).key(each));
      }
    }
    requireLocked(opened);
    Map<Thumbprint, HgsKeyFile> keys = new HashMap<>(before.keys());
    keys.putAll(HgsKeyFiles.lock(opened, fresh, random));
    return new HgsFiles(before.description(), keys, before.metadata(), before.policies());
  }

  private void requireLocked(List<HgsKeyMaker.HgsKey> opened) throws NoAccessException {
    if (opened.isEmpty()) {
      throw new NoAccessException(
          Fault.of(
                  "outside-key",
                  where,
                  "all keys are in devices, which have PINs of their own",
                  "keys under a passphrase")
              .withHint("change the PIN with the tools of the device's maker"));
    }
  }

  private HgsUnlocking unlocking(HgsFiles files, Passphrase passphrase) {
    return new HgsUnlocking(files, passphrase, where);
  }

  /** A state without its metadata. */
  private record State(
      HgsDescription description, Map<Thumbprint, HgsKeyFile> keys, List<HgsPolicy> policies) {}

  private HgsFiles signed(State state, Passphrase passphrase) throws KeywardException {
    Map<Thumbprint, HgsKeyFile> keys = state.keys();
    HgsFiles files = new HgsFiles(state.description(), keys, Optional.empty(), state.policies());
    return signed(HgsKeys.opening(files, passphrase, where), keys);
  }

  /** With new metadata, where there are primary certificates to publish. */
  private HgsFiles signed(HgsKeys unlocked, Map<Thumbprint, HgsKeyFile> keys)
      throws KeyUnusableException {
    return new HgsFiles(
        unlocked.description(), keys, unlocked.published(engine), unlocked.policies());
  }
}
