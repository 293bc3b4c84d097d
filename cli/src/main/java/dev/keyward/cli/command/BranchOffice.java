package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.console.Console;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.guardian.SigningKey;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.KnownGuardians;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorEncoding;
import dev.keyward.protector.ProtectorFile;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The founding scenario. A datacenter has the main HGS; a branch office gets one of its own, which
 * is itself a shielded VM and so must be startable by the datacenter's. Every claim is proved by
 * opening, or by failing to.
 */
final class BranchOffice {

  private static final String HGS_VM = "branch-hgs-vm.kp";
  private static final String APP_VM = "application-vm.kp";

  private final Session session;
  private final Console console;
  private final Path folder;
  private final RsaEngine engine = RsaEngine.jdk();
  private final ProtectorVerifier verifier = new ProtectorVerifier(engine);
  private final List<Map<String, Object>> answers = new ArrayList<>();
  private final boolean kept;
  private boolean asExpected = true;

  BranchOffice(Session session, Path folder, boolean kept) {
    this.session = session;
    this.console = session.console();
    this.folder = folder;
    this.kept = kept;
  }

  ExitCode play() throws KeywardException, IOException {
    try (Cast cast = new Cast(session, folder, engine)) {
      say(
          "Four guardians with RSA keys of 2048 bits, each in a store of its own, as four parties would have them");
      cast.enterAll();
      for (Cast.Party party : Cast.Party.values()) {
        say("  " + party.guardianName() + ": " + party.description());
      }
      say("");
      say("The two owners import the metadata that each HGS publishes, pinned by its SHA-256");
      cast.exchangeMetadata();
      say("");
      protect(cast);
      say("");
      List<Guardian> known = cast.guardians();
      ask(HGS_VM, known);
      ask(APP_VM, known);
      prove(cast);
      if (kept) {
        cast.keepPassphrase();
      }
    }
    return finish();
  }

  private void protect(Cast cast) throws KeywardException, IOException {
    Guardian datacenter = cast.seenBy(Cast.Party.CENTRAL_IT, Cast.Party.DATACENTER_HGS);
    write(HGS_VM, cast.signing(Cast.Party.CENTRAL_IT), List.of(datacenter));
    say("The VM that is the branch's HGS: owner central-it, guardian datacenter-hgs -> " + HGS_VM);
    write(
        APP_VM,
        cast.signing(Cast.Party.BUSINESS_IT),
        List.of(
            cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.BRANCH_HGS),
            cast.seenBy(Cast.Party.BUSINESS_IT, Cast.Party.DATACENTER_HGS)));
    say(
        "An application VM there: owner business-it, guardians branch-hgs and datacenter-hgs -> "
            + APP_VM);
  }

  private void write(String file, SigningKey owner, List<Guardian> guardians) throws IOException {
    KeyProtector protector = new ProtectorAuthor(engine, session.random()).create(owner, guardians);
    byte[] framed = ProtectorEncoding.FRAMED.encode(protector.encode());
    SafeFiles.write(folder.resolve(file), framed, false, false);
  }

  private VerifiedKeyProtector read(String file) throws KeywardException, IOException {
    return verifier.verify(KeyProtector.parse(ProtectorFile.open(folder.resolve(file)).single()));
  }

  private void ask(String file, List<Guardian> known) throws KeywardException, IOException {
    VerifiedKeyProtector protector = read(file);
    VerifiedView view = new VerifiedView(protector, KnownGuardians.of(known), Set.of());
    say("An auditor without any key asks about " + file);
    say("  valid, " + view.sealedBy());
    view.wrappingLines().forEach(this::say);
    say("");
  }

  private void prove(Cast cast) throws KeywardException, IOException {
    say("Who can open what, proved by opening");
    for (Cast.Party party : Cast.Party.values()) {
      OpeningKey key = cast.opening(party);
      expect(party, HGS_VM, key, party.opensHgsVm());
      expect(party, APP_VM, key, party.opensApplicationVm());
    }
  }

  private void expect(Cast.Party party, String file, OpeningKey key, boolean shouldOpen)
      throws KeywardException, IOException {
    boolean opens = opens(read(file), key);
    boolean right = opens == shouldOpen;
    asExpected &= right;
    String surprise = right ? "" : "  NOT AS IT SHOULD BE";
    say(
        String.format(
            "  %-16s %-20s %s%s",
            party.guardianName(), file, opens ? "opens" : "cannot open", surprise));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("guardian", party.guardianName());
    answer.put("file", file);
    answer.put("opens", opens);
    answer.put("asExpected", right);
    answers.add(answer);
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
    say("");
    say("So the branch's HGS cannot start the VM that it runs in; the datacenter's can, and an");
    say("application VM starts from either of them");
    if (kept) {
      say("");
      say("Kept in " + folder + ": protectors, metadata, stores, passphrase.txt");
    }
    if (console.json()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("asExpected", asExpected);
      data.put("answers", answers);
      console.json("demo-branch-office", data);
    }
    return asExpected ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private void say(String line) {
    if (!console.json()) {
      console.line(line);
    }
  }
}
