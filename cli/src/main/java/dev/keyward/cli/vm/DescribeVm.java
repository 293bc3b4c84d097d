package dev.keyward.cli.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
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
import dev.keyward.cli.console.Answer;
import dev.keyward.vm.VmDescription;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code vm describe}: writes a machine's description for {@code vm shield}. */
public final class DescribeVm implements Command {

  private static final String FROM = "from";

  /** Which machine was described, in which file. */
  @Answer.To("vm-describe")
  record Described(String file, String id, String name) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "describe",
        "FILE",
        "write VM.json for vm shield from what libvirt or Hyper-V says about a machine",
        List.of(
            OptionSpec.value(FROM, "libvirt|hyperv", "where the input comes from").required(),
            Options.VM,
            Options.OUT_FILE.required(),
            Options.FORCE),
        "FILE is what virsh dumpxml DOMAIN prints, or what Get-VM | ConvertTo-Json prints; - is"
            + " standard input. The result has the machine's id and name, and you can edit it. It"
            + " leaves out what a policy refuses, so the command warns about that.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String source = arguments.exactly(1).operand(0);
    boolean libvirt = arguments.oneOf(FROM, Map.of("libvirt", true, "hyperv", false), false);
    String out = arguments.required("out");
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    outputs.requireNoInput(out, List.of(source));
    VmDescription vm = ShieldVm.describe(source, arguments, session);
    if (vm.domain().isPresent() != libvirt) {
      String found = vm.domain().isPresent() ? "a libvirt domain" : "not a libvirt domain";
      throw new UnsupportedFormatException(
          Fault.of("other-platform", source, found, "the input that --from names"));
    }
    outputs.write(out, VmDescription.encode(vm.identity()));
    vm.gaps().forEach(gap -> session.console().warning(source + ": " + gap));
    if (session.console().json() && !out.equals("-")) {
      session
          .console()
          .json(
              "vm-describe",
              new Described(out, vm.identity().id().toString(), vm.identity().name()));
    } else {
      session.console().note("described " + Text.name(vm.identity().name()) + " in " + out);
    }
    return ExitCode.DONE;
  }
}
