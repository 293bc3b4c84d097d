package dev.keyward.cli.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.vm.swtpm.RekeyedState;
import dev.keyward.cli.vm.swtpm.VtpmKey;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmChange;
import dev.keyward.vm.VmEdit;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code vm rekey}: a new passphrase for the state of a virtual TPM, and a new file with it. */
public final class RekeyVm implements Command {

  private static final OptionSpec STATE =
      OptionSpec.value("swtpm-state", "DIR", "swtpm's folder with the encrypted state");

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "rekey",
        "FILE",
        "give the virtual TPM of a shielded VM a new passphrase",
        List.of(
            OptionSpec.value("as", "OWNER", "the owner, whose keys are used").required(),
            STATE.required(),
            OwnersReseal.IN_PLACE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " Anybody who had a key of the old file may know the old"
            + " passphrase, which opens every older copy of the state. The new state has"
            + " a new passphrase. vm reseal --revoke alone does not change it. The guest must be off. The command writes the new state beside the"
            + " old one, then the new file, and then swaps the states. It keeps the old state as"
            + " tpm2-00.permall.former until the next start. If a run is interrupted, run the same"
            + " command again. A host takes the new state after host libvirt accept DIR DOMAIN.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    OwnersReseal reseal = OwnersReseal.of(arguments, session);
    String named = arguments.required(STATE.name());
    Path folder = arguments.path(STATE.name()).orElseThrow();
    try (RekeyedState state = RekeyedState.claim(folder, named, session)) {
      byte[] sealed = new VmInput(session).use(reseal.file(), vm -> key(vm, reseal, session));
      try {
        if (state.recover(sealed, session) == RekeyedState.Found.COMPLETED) {
          completed(reseal, named, session);
          return ExitCode.DONE;
        }
        state.write(sealed);
      } finally {
        Arrays.fill(sealed, (byte) 0);
      }
      ResealedVm done = seal(reseal, state);
      report(reseal, done, state.swap(), session);
    }
    return ExitCode.DONE;
  }

  private static byte[] key(ShieldedVm vm, OwnersReseal reseal, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<SealedPart> part = vm.part(PartName.VTPM_KEY);
    if (part.isEmpty()) {
      throw new MalformedInputException(
          Fault.of(
              "no-vtpm-key",
              reseal.file(),
              "no part vtpm-key",
              "the passphrase of a virtual TPM, which vm shield --vtpm-key seals"));
    }
    try (OpenedVm opened = vm.unlock(reseal.opener(vm), session.random());
        SecretOutput bytes = new SecretOutput(VtpmKey.MOST)) {
      opened.copy(part.get(), bytes);
      return bytes.copy();
    } catch (KeywardException e) {
      throw e.within(reseal.file());
    }
  }

  /** The next state goes where the file certainly stays as it was. */
  private static ResealedVm seal(OwnersReseal reseal, RekeyedState state)
      throws KeywardException, IOException, UsageException {
    VmChange change = new VmChange(Optional.empty(), List.of(state.part()), Set.of());
    try {
      return reseal.apply(
          new VmEdit(List.of(), List.of(), reseal.renewals(), Optional.empty()).changing(change));
    } catch (KeywardException | UsageException e) {
      state.discard();
      throw e;
    }
  }

  private static void completed(OwnersReseal reseal, String folder, Session session) {
    String note = folder + ": an earlier run changed the file; its state is in place now";
    if (session.console().json()) {
      session
          .console()
          .json(
              "vm-rekey",
              new VmAnswer.Rekeyed(reseal.file(), folder, "completed", Optional.empty()));
    }
    session.console().note(note);
  }

  private static void report(OwnersReseal reseal, ResealedVm done, Path former, Session session) {
    if (session.console().json()) {
      String folder = String.valueOf(former.getParent());
      session
          .console()
          .json(
              "vm-rekey",
              new VmAnswer.Rekeyed(
                  reseal.file(), folder, "rekeyed", Optional.of(done.generation())));
    }
    session
        .console()
        .note(
            reseal.file()
                + ": rekeyed, generation "
                + done.generation()
                + "; the old state is "
                + former);
  }
}
