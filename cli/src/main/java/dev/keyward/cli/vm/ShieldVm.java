package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.vm.swtpm.DomainElements;
import dev.keyward.cli.vm.swtpm.VtpmKey;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.VmDescription;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmState;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code vm shield}: seals the state and secrets of a virtual machine under a key protector. */
public final class ShieldVm implements Command {

  private static final String NOTES =
      VmNotes.FORMAT
          + " VM.json is a file that vm describe wrote, the output of"
          + " Get-VM | ConvertTo-Json, or a libvirt domain XML. Keyward refuses"
          + " machines of generation 1 (BIOS). The command warns"
          + " about a description that turns Secure Boot off, has no TPM or does not say that the"
          + " machine is off, and about every element of a libvirt domain that the policy"
          + " refuses. --vtpm-state takes swtpm's tpm2-00.permall; with"
          + " --vtpm-format raw it takes any bytes. --vtpm-key leaves the state encrypted on the"
          + " host's disk and seals only its passphrase; the command prints what the libvirt"
          + " domain needs for it. Both policies require secure"
          + " boot, a vTPM, encrypted state and migration; shielded also blocks console, serial"
          + " ports, guest file copy, data exchange and debugger, which encryption-supported"
          + " leaves to the host's administrator. Each run begins a new history of the VM, which"
          + " hosts that know the VM refuse. vm update changes a VM and keeps its history, so the"
          + " command warns if the output folder already has a file of the VM.";

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "shield",
        "VM.json",
        "seal a virtual machine's vTPM state and secrets for its owner and guardians",
        List.of(
            OptionSpec.value("owner", "NAME", "the owner, whose signing key is used").required(),
            OptionSpec.many("guardian", "NAME", "another guardian that gets access"),
            OptionSpec.value(
                "protector", "FILE", "a protector of the owner's, instead of a new one"),
            Options.POLICY.required(),
            OptionSpec.value("vtpm-state", "FILE", "the state of the virtual TPM, up to 4 GiB"),
            VmParts.VTPM_FORMAT,
            VtpmKey.KEY,
            VtpmKey.STATE,
            VmParts.UEFI_VARS,
            OptionSpec.many(
                "secret", "NAME=FILE", "a named secret, up to 4 GiB; - is standard input"),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.KEEP_DELEGATED,
            Options.VM,
            Options.ALLOW_EXPIRED),
        NOTES);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String source = arguments.exactly(1).operand(0);
    String out = arguments.required("out");
    arguments.required("owner");
    VmPolicy policy = Options.policy(arguments);
    if (arguments.has("guardian") == arguments.has("protector")) {
      throw new UsageException("one of --guardian NAME... or --protector FILE is needed");
    }
    Outputs outputs = new Outputs(session, arguments);
    Shielding shielding = new Shielding(arguments, session);
    VmDescription vm = describe(source, arguments, session);
    EarlierFiles earlier =
        out.equals("-")
            ? EarlierFiles.none()
            : EarlierFiles.of(out, session.path(out), vm.identity(), shielding.ownersKey());
    requireWritable(out, outputs, earlier, session);
    outputs.requireNoInput(out, inputs(source, arguments));
    try (PartInput input = new PartInput(session).beside(source);
        ShieldedParts sealed = ShieldedParts.of(arguments, session, input)) {
      List<PartSource> parts = sealed.parts();
      doubt(vm.state())
          .ifPresent(
              doubt ->
                  session
                      .console()
                      .warning(source + ": " + doubt + "; its state may still change"));
      VmHeader header = shielding.shield(vm.identity(), policy, parts, out);
      sealed.commit();
      warn(source, vm, policy, session);
      if (parts.isEmpty()) {
        warnOfNothing(session);
      }
      report(session, out, header, sealed);
      earlier.tellWritten(session.console());
    }
    return ExitCode.DONE;
  }

  private static List<String> inputs(String source, Arguments arguments) {
    List<String> inputs = new ArrayList<>(List.of(source));
    arguments.value("protector").ifPresent(inputs::add);
    arguments.value(VtpmKey.KEY.name()).filter(key -> !key.equals("new")).ifPresent(inputs::add);
    inputs.addAll(VmParts.files(arguments, "secret"));
    return inputs;
  }

  private static void requireWritable(
      String out, Outputs outputs, EarlierFiles earlier, Session session)
      throws IOException, UsageException {
    try {
      outputs.requireWritable(out);
    } catch (FileAlreadyExistsException e) {
      earlier.tellRefused(session.console());
      throw e;
    }
  }

  /** The policy says "required" and "blocked", and hosts hold the machine against it. */
  private static void warn(String source, VmDescription vm, VmPolicy policy, Session session) {
    for (String gap : vm.gaps(policy)) {
      String why =
          vm.gaps().contains(gap)
              ? ", though the policy requires it"
              : ", which the policy \"" + policy.code() + "\" refuses";
      session.console().warning(source + ": " + gap + why);
    }
  }

  /** The policy seals only what it is given. */
  private static void warnOfNothing(Session session) {
    session
        .console()
        .warning(
            "nothing is sealed: the file does not protect the machine's state;"
                + " --vtpm-state FILE seals the state of its virtual TPM");
  }

  /** What speaks against a machine that is off, where it is not known to be. */
  private static Optional<String> doubt(VmState state) {
    return switch (state.activity()) {
      case OFF, SAVED, UNCLAIMED -> Optional.empty();
      case RUNNING, PAUSED ->
          Optional.of("the machine is " + state.word().toLowerCase(Locale.ROOT));
      case OTHER ->
          Optional.of(
              "the machine's state is \"" + Text.name(state.word()) + "\", not known as off");
      case UNSAID -> Optional.of("the file does not say that the machine is off");
    };
  }

  /** Reads the description of a machine: Keyward's own form, an export, or a libvirt domain. */
  static VmDescription describe(String source, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    try (InputStream in =
        source.equals("-") ? InputStream.nullInputStream() : SafeFiles.open(session.path(source))) {
      InputStream from = source.equals("-") ? session.console().stdin() : in;
      return VmDescription.parse(
          SafeFiles.readAtMost(from, VmDescription.MAX_SIZE, ""), arguments.value("vm"));
    } catch (KeywardException e) {
      if (e.fault().code().equals("ambiguous-vm")) {
        throw new UsageException("--vm fits " + e.fault().found(), e.fault().hint().orElseThrow());
      }
      throw e.within(source);
    }
  }

  private static void report(Session session, String out, VmHeader header, ShieldedParts sealed) {
    List<String> names = header.guardians().stream().map(each -> each.name().toString()).toList();
    List<PartSource> parts = sealed.parts();
    Optional<DomainElements> elements = sealed.elements(header.vm());
    if (session.console().json() && !out.equals("-")) {
      VmAnswer.Shielded shielded =
          new VmAnswer.Shielded(
              out,
              header.vm().id().toString(),
              header.vm().name(),
              header.policy().code(),
              header.owner().name().toString(),
              names,
              1,
              parts.stream().map(part -> part.name().toString()).toList(),
              elements);
      session.console().json("vm-shield", shielded);
      return;
    }
    session
        .console()
        .note(
            out
                + ": "
                + Text.name(header.vm().name())
                + " of "
                + header.owner().name()
                + ", "
                + header.policy().code()
                + ", for "
                + (names.isEmpty() ? "its owner only" : "its owner and " + String.join(", ", names))
                + "; "
                + Text.count(parts.size(), "part"));
    elements.ifPresent(found -> print(found, out, session.console()));
  }

  /** Where the file itself is the result, all else goes to standard error. */
  private static void print(DomainElements elements, String out, Console console) {
    Consumer<String> line = out.equals("-") ? console::note : console::line;
    console.note("the libvirt domain needs this element in <devices>, and this secret:");
    line.accept(elements.tpm());
    line.accept(elements.secret());
  }
}
