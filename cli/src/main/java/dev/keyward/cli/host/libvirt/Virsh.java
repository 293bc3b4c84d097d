package dev.keyward.cli.host.libvirt;

import dev.keyward.MalformedInputException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.program.AttachedProgram;
import dev.keyward.cli.base.program.Program;
import dev.keyward.cli.vm.swtpm.DomainElements;
import dev.keyward.vm.domain.LibvirtDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** libvirt's own command. A secret reaches it through a pipe, and no command line shows it. */
final class Virsh {

  private static final List<String> SYSTEM = List.of("-q", "-c", "qemu:///system");
  private static final String PIPE = "/dev/fd/3";

  private final Session session;

  Virsh(Session session) {
    this.session = session;
  }

  private Program program() throws FileSystemException {
    return Program.require(session.environment().variables(), "virsh", "libvirt-clients");
  }

  /** What starts next under that name. */
  LibvirtDomain definition(String domain) throws MalformedInputException, IOException {
    String xml = done(List.of("dumpxml", "--inactive", "--", domain), new byte[0]);
    try {
      return LibvirtDomain.parse(xml.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedInputException e) {
      throw e.within("virsh dumpxml " + domain);
    }
  }

  /** Whether it runs or is paused. */
  boolean isActive(String domain) throws IOException {
    String state = done(List.of("domstate", "--", domain), new byte[0]).strip();
    return !state.equals("shut off") && !state.equals("crashed");
  }

  /** Gives libvirt a secret that it keeps in memory alone, and shows to no client. */
  void setSecret(UUID id, byte[] value) throws IOException {
    byte[] definition = DomainElements.of(id).secret().getBytes(StandardCharsets.UTF_8);
    done(List.of("secret-define", PIPE), definition);
    try {
      done(List.of("secret-set-value", id.toString(), "--file", PIPE, "--plain"), value);
    } catch (IOException e) {
      run(List.of("secret-undefine", id.toString()), new byte[0]);
      throw e;
    }
  }

  /** Takes the secret from libvirt; one that is not there is no error. */
  void forgetSecret(UUID id) throws IOException {
    AttachedProgram.Ended ended = run(List.of("secret-undefine", id.toString()), new byte[0]);
    if (!ended.output().contains("no secret with matching uuid")) {
      ended.requireSuccess("virsh secret-undefine");
    }
  }

  void start(String domain) throws IOException {
    done(List.of("start", "--", domain), new byte[0]);
  }

  private String done(List<String> arguments, byte[] secret) throws IOException {
    AttachedProgram.Ended ended = run(arguments, secret);
    ended.requireSuccess("virsh " + arguments.get(0));
    return ended.output();
  }

  private AttachedProgram.Ended run(List<String> arguments, byte[] secret) throws IOException {
    List<String> words = new ArrayList<>(SYSTEM);
    words.addAll(arguments);
    return program().runWithSecret(words, secret);
  }
}
