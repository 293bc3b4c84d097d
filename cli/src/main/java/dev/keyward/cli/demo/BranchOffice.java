package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The founding scenario. A datacenter has the main HGS; a branch office gets one of its own, which
 * is itself a shielded VM and so must be startable by the datacenter's. Every claim is proved: who
 * can open what by opening, or failing to; who starts what by starting, with real servers.
 */
final class BranchOffice {

  static final String HGS_VM = "branch-hgs-vm";
  static final String APP_VM = "application-vm";

  /** An application VM whose owner forgot the branch's guardian. */
  static final String LONE_VM = "forgotten-vm";

  private final Session session;
  private final Path folder;
  private final RsaEngine engine = RsaEngine.jdk();
  private final ProtectorVerifier verifier = new ProtectorVerifier(engine);
  private final DemoScript script;
  private final DemoMachines machines;
  private final boolean kept;

  /** What makes the part of the measured host. */
  interface Measuring {
    MeasuredPart part(DemoScript script) throws KeywardException, IOException;
  }

  BranchOffice(Session session, Path folder, boolean kept) {
    this.session = session;
    this.folder = folder;
    this.kept = kept;
    this.script = new DemoScript(session.console());
    this.machines = new DemoMachines(folder, session.tools());
  }

  ExitCode play(Measuring measuring) throws KeywardException, IOException {
    try (Cast cast = new Cast(session, folder, engine)) {
      enter(cast);
      protect(cast);
      script.say("");
      List<Guardian> known = cast.guardians();
      ask(HGS_VM, known);
      ask(APP_VM, known);
      prove(cast);
      script.say("");
      script.say("Now live: two Host Guardian Services on this machine, and a guarded host");
      script.say("");
      try (LiveBranch live = new LiveBranch(session, cast, script, machines)) {
        live.play(measuring.part(script));
      }
      if (kept) {
        cast.keepPassphrase();
      }
    }
    return finish();
  }

  private void enter(Cast cast) throws KeywardException, IOException {
    script.say(
        "Four guardians with RSA keys of 2048 bits, each in a store of its own, as four parties"
            + " would have them");
    cast.enterAll();
    for (Cast.Party party : Cast.Party.values()) {
      script.say("  " + party.guardianName() + ": " + party.description());
    }
    script.say("");
    script.say("The two owners import the metadata that each HGS publishes, pinned by its SHA-256");
    cast.exchangeMetadata();
    script.say("");
  }

  private void protect(Cast cast) throws KeywardException, IOException {
    TrustedGuardian datacenter = cast.seenBy(Cast.Party.CENTRAL_IT, Cast.Party.DATACENTER_HGS);
    machines.shield(HGS_VM, cast.keys(Cast.Party.CENTRAL_IT).signing(), List.of(datacenter));
    script.say(
        "The VM that is the branch's HGS: owner central-it, guardian datacenter-hgs -> "
            + machines.protector(HGS_VM).getFileName());
    TrustedGuardian second = cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.DATACENTER_HGS);
    machines.shield(
        APP_VM,
        cast.keys(Cast.Party.BUSINESS_IT).signing(),
        List.of(cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.BRANCH_HGS), second));
    machines.shield(LONE_VM, cast.keys(Cast.Party.BUSINESS_IT).signing(), List.of(second));
    script.say(
        "An application VM there: owner business-it, guardians branch-hgs and datacenter-hgs -> "
            + machines.protector(APP_VM).getFileName());
  }

  private VerifiedKeyProtector read(String name) throws KeywardException, IOException {
    return verifier.verify(
        KeyProtector.parse(ProtectorFile.open(machines.protector(name)).single()));
  }

  private void ask(String name, List<Guardian> known) throws KeywardException, IOException {
    VerifiedView view = new VerifiedView(read(name), KnownGuardians.present(known), Set.of());
    script.say("An auditor without any key asks about " + machines.protector(name).getFileName());
    script.say("  valid, " + view.sealedBy());
    view.wrappingLines().forEach(script::say);
    script.say("");
  }

  private void prove(Cast cast) throws KeywardException, IOException {
    script.say("Who can open what, proved by opening");
    for (Cast.Party party : Cast.Party.values()) {
      OpeningKey key = cast.keys(party).opening();
      answer(party, HGS_VM, opens(read(HGS_VM), key), party.opensHgsVm());
      answer(party, APP_VM, opens(read(APP_VM), key), party.opensApplicationVm());
    }
  }

  private void answer(Cast.Party party, String name, boolean opens, boolean shouldOpen) {
    String file = machines.protector(name).getFileName().toString();
    script.answer(party.guardianName(), file, opens, shouldOpen);
  }

  private boolean opens(VerifiedKeyProtector protector, OpeningKey key) throws KeywardException {
    try {
      protector.open(key, engine, session.random()).close();
      return true;
    } catch (NoAccessException e) {
      return false;
    }
  }

  private ExitCode finish() {
    script.say("");
    script.say(
        "So the branch's HGS cannot start the VM that it runs in; the datacenter's can, and an");
    script.say("application VM starts from either of them, the primary first, always");
    if (kept) {
      script.say("");
      script.say(
          "Kept in "
              + folder
              + ": machines, protectors, metadata, stores, services, the host, passphrase.txt");
    }
    return script.end();
  }
}
