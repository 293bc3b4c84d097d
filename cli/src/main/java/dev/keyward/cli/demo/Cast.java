package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The four parties of the branch-office scenario, each with a store of its own. */
final class Cast implements AutoCloseable {

  /** A party, and what it is supposed to be able to open. */
  enum Party {
    CENTRAL_IT("central-it", "owns the VM that is the branch's HGS", true, false),
    BUSINESS_IT("business-it", "owns the application VMs", false, true),
    DATACENTER_HGS("datacenter-hgs", "the main HGS", true, true),
    BRANCH_HGS("branch-hgs", "the branch's own HGS, with certificates of its own", false, true);

    private final String guardianName;
    private final String description;
    private final boolean opensHgsVm;
    private final boolean opensApplicationVm;

    Party(String guardianName, String description, boolean opensHgsVm, boolean opensApplicationVm) {
      this.guardianName = guardianName;
      this.description = description;
      this.opensHgsVm = opensHgsVm;
      this.opensApplicationVm = opensApplicationVm;
    }

    String guardianName() {
      return guardianName;
    }

    String description() {
      return description;
    }

    boolean opensHgsVm() {
      return opensHgsVm;
    }

    boolean opensApplicationVm() {
      return opensApplicationVm;
    }
  }

  /** The smallest size there is: a demonstration should not be a wait. */
  private static final int KEY_BITS = 2048;

  private final Session session;
  private final Path folder;
  private final RsaEngine engine;
  private final Passphrase passphrase;
  private final Map<Party, GuardianKeys> keys = new ConcurrentHashMap<>();

  Cast(Session session, Path folder, RsaEngine engine) {
    this.session = session;
    this.folder = folder;
    this.engine = engine;
    char[] fresh = new char[32];
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = (char) ('a' + session.random().nextInt(26));
    }
    this.passphrase = Passphrase.takeFrom(fresh);
  }

  /** Keeps the passphrase beside the stores, for a user who goes on playing with them. */
  void keepPassphrase() throws IOException {
    byte[] line =
        passphrase.lend(
            characters -> {
              byte[] ascii = new byte[characters.length + 1];
              for (int i = 0; i < characters.length; i++) {
                ascii[i] = (byte) characters[i];
              }
              ascii[characters.length] = '\n';
              return ascii;
            });
    SafeFiles.write(folder.resolve("passphrase.txt"), line, false, true);
  }

  private GuardianStore store(Party party) {
    return GuardianStore.at(folder.resolve(party.guardianName() + "-store"), session.tools());
  }

  private static GuardianName name(Party party) throws KeywardException {
    return GuardianName.parse(party.guardianName());
  }

  /** Makes the keys of all parties, each in its own store, on all cores. */
  void enterAll() throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> entering = new ArrayList<>();
      for (Party party : Party.values()) {
        entering.add(
            workers.submit(
                () -> {
                  enter(party);
                  return party;
                }));
      }
      for (Future<?> each : entering) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("the keys could not be made", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private void enter(Party party) throws KeywardException, IOException {
    GuardianMaker.Plan plan =
        new GuardianMaker.Plan(
            name(party), KEY_BITS, GuardianMaker.Plan.DEFAULT_VALIDITY_DAYS, session.hostName());
    GuardianKeys made = new GuardianMaker(session.random(), engine).create(plan, session.now());
    GuardianMetadata metadata = GuardianMetadata.create(made.signing(), engine);
    GuardianEntry entry =
        new GuardianEntry(TrustedGuardian.madeHere(made, session.tools()), metadata);
    store(party).add(entry, made, passphrase, Placement.NEW);
    keys.put(party, made);
  }

  /** Both owners import both HGS, as {@code guardian import --pin} does. */
  void exchangeMetadata() throws KeywardException, IOException {
    for (Party hgs : List.of(Party.DATACENTER_HGS, Party.BRANCH_HGS)) {
      byte[] published = store(hgs).metadata(name(hgs));
      SafeFiles.write(
          folder.resolve(hgs.guardianName() + "-metadata.xml"), published, false, false);
      GuardianMetadata metadata = GuardianMetadata.parse(published, hgs.guardianName());
      TrustRequest pin =
          new TrustRequest(
              Optional.of(store(hgs).get(name(hgs)).guardian().signing().thumbprint()),
              List.of(),
              false,
              false);
      TrustedGuardian trusted = TrustDecider.trust(metadata, name(hgs), pin, session.now());
      for (Party owner : List.of(Party.CENTRAL_IT, Party.BUSINESS_IT)) {
        store(owner).add(new GuardianEntry(trusted, metadata), Placement.NEW);
      }
    }
  }

  /** A guardian as another party's store has it. */
  TrustedGuardian seenBy(Party owner, Party guardian) throws KeywardException, IOException {
    return store(owner).get(name(guardian)).trusted();
  }

  /** The party's own keys, as they were made. */
  GuardianKeys keys(Party party) {
    return Objects.requireNonNull(keys.get(party), "a party of the cast");
  }

  /** Of all keys; the cast's to wipe. */
  Passphrase passphrase() {
    return passphrase;
  }

  /** Where everything lies. */
  Path folder() {
    return folder;
  }

  RsaEngine engine() {
    return engine;
  }

  /** All four, certificates only, as an auditor knows them. */
  List<Guardian> guardians() throws KeywardException, IOException {
    List<Guardian> all = new ArrayList<>();
    for (Party party : Party.values()) {
      all.add(store(party).get(name(party)).guardian());
    }
    return all;
  }

  @Override
  public void close() {
    passphrase.close();
  }
}
