package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code demo kvm}: the branch office with a guest that boots. */
public final class DemoKvm implements Command {

  private static final String VARIABLE = "KEYWARD_GUEST_KERNEL";

  static final OptionSpec KERNEL =
      OptionSpec.value(
          "kernel",
          "DIR",
          "where boot/vmlinuz-* and lib/modules of the guest's kernel are; else "
              + VARIABLE
              + ", else /");

  static final OptionSpec EMULATE =
      OptionSpec.flag("emulate", "boot under software emulation, also where KVM works");

  @Override
  public Verb verb() {
    return new Verb(
        "demo",
        "kvm",
        "",
        "boot a guest whose disk opens on hosts that are registered, and nowhere else",
        List.of(DemoFolder.DIR, KERNEL, EMULATE),
        "Needs Linux on x86-64 with QEMU and swtpm, and says which packages are missing. It needs"
            + " no root, no network and no store. The guest is the machine's own kernel with"
            + " busybox, tpm2-tools and cryptsetup. It boots four times: with KVM in less than a"
            + " minute, under software emulation in some minutes. Without --dir it deletes its"
            + " files at the end.");
  }

  /**
   * Where the kernel of a guest is.
   *
   * @throws FileSystemException where the machine lacks something that a guest needs
   */
  static Path kernel(Arguments arguments, Session session) throws IOException, UsageException {
    Map<String, String> variables = session.environment().variables();
    Path kernel =
        session.path(
            arguments.value(KERNEL.name()).orElseGet(() -> variables.getOrDefault(VARIABLE, "/")));
    GuestNeeds.require(variables, kernel);
    return kernel;
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    Path kernel = kernel(arguments, session);
    boolean emulate = arguments.has(EMULATE.name());
    return DemoFolder.play(
        arguments,
        session,
        (folder, kept) -> {
          DemoGuest guest = DemoGuest.create(session, folder, emulate);
          return new GuestPlay(session, guest, kept).play(kernel);
        });
  }
}
