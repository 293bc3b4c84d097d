package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The folder of a {@link BranchHost} with a domain {@code app} and a virsh that keeps secrets in
 * files. Test-only.
 */
final class LibvirtWorld {

  static final String ID = "3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f51";
  static final String KEY = "a passphrase of a virtual TPM";

  static final String DOMAIN =
      """
      <domain type='kvm'>
        <name>app</name>
        <uuid>%s</uuid>
        <os>
          <type>hvm</type>
          <loader readonly='yes' secure='yes' type='pflash'>/usr/share/OVMF/x.fd</loader>
        </os>
        <devices>
          <tpm model='tpm-crb'>
            <backend type='emulator' version='2.0'><encryption secret='%s'/></backend>
          </tpm>
        </devices>
      </domain>
      """
          .replace("%s", ID);

  /** Writes down each command line, and keeps what a pipe brings. */
  private static final String VIRSH =
      """
      #!/bin/sh
      here=$(dirname "$0")
      echo "$*" >>"$here/lines"
      shift 3
      [ ! -e "$here/fail-$1" ] || { echo "error: libvirt says no" >&2; exit 1; }
      case $1 in
        dumpxml) cat "$here/domain.xml" ;;
        domstate) cat "$here/state" ;;
        secret-define) cat "$2" >"$here/defined" ;;
        secret-set-value) cat "$4" >"$here/secret-$2" ;;
        secret-undefine)
          rm "$here/secret-$2" 2>/dev/null ||
            { echo "error: Secret not found: no secret with matching uuid '$2'" >&2; exit 1; } ;;
      esac
      """;

  final Path folder;
  final Path state;
  private final Path bin;

  /** In the copy of a host's folder. */
  LibvirtWorld(Path folder) throws IOException {
    this.folder = folder;
    bin = Files.createDirectory(folder.resolve("bin"));
    state = Files.createDirectory(folder.resolve("swtpm")).resolve("tpm2-00.permall");
    write(bin.resolve("virsh"), VIRSH);
    Files.setPosixFilePermissions(
        bin.resolve("virsh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    write(bin.resolve("domain.xml"), DOMAIN);
    write(bin.resolve("state"), "shut off\n");
    changeState(1);
  }

  /** Seals the machine under this policy, with its passphrase; the domain is not added yet. */
  LibvirtWorld shield(String policy) throws IOException {
    write(folder.resolve("key"), KEY);
    write(
        folder.resolve("machine.json"),
        "{\"schema\":\"keyward.vm/1\",\"id\":\"" + ID + "\",\"name\":\"app\",\"generation\":2}");
    BranchHost.done(
        folder,
        "vm shield machine.json --owner owner --guardian branch --guardian datacenter --policy "
            + policy
            + " -o lv.svm --vtpm-key key");
    return this;
  }

  /** Adds the domain too. */
  LibvirtWorld added(String policy) throws IOException {
    shield(policy);
    done("host libvirt add host app lv.svm --swtpm-state swtpm");
    return this;
  }

  /** Puts another encrypted state in place, as swtpm writes it: 16 bytes of headers, and noise. */
  void changeState(int number) throws IOException {
    byte[] noise = new byte[1000];
    new Random(number).nextBytes(noise);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {2, 1, 0, 10, 0, 0});
    out.writeInt(16 + noise.length);
    out.writeShort(2);
    out.writeInt(noise.length);
    out.write(noise);
    Files.write(state, bytes.toByteArray());
  }

  /** Makes a command of virsh fail, or work again. */
  void failing(String command, boolean fails) throws IOException {
    Path mark = bin.resolve("fail-" + command);
    Files.deleteIfExists(mark);
    if (fails) {
      write(mark, "");
    }
  }

  /** Whether the domain runs, as virsh says. */
  void runs(boolean running) throws IOException {
    write(bin.resolve("state"), running ? "running\n" : "shut off\n");
  }

  Run run(String line) {
    return run(line, DOMAIN);
  }

  private Run run(String line, String stdin) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    return Run.in(folder)
        .variables(
            Map.of(
                "PATH",
                bin + ":/usr/bin:/bin",
                "KEYWARD_STORE",
                folder.resolve("store").toString()))
        .at(Instant.now())
        .stdin(stdin.getBytes(StandardCharsets.UTF_8))
        .run(words.toArray(String[]::new));
  }

  Run done(String line) {
    Run run = run(line);
    assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
    return run;
  }

  /** What libvirt runs at that moment, with the domain's XML. */
  Run hook(String moment, String xml) {
    return run("host libvirt hook host app " + moment + " -", xml);
  }

  Run hook(String moment) {
    return hook(moment, DOMAIN);
  }

  /** What libvirt has as the secret; empty where it has none. */
  String secret() {
    return read(bin.resolve("secret-" + ID));
  }

  /** What virsh was given as the definition of a secret. */
  String defined() {
    return read(bin.resolve("defined"));
  }

  /** All command lines that virsh was started with. */
  String lines() {
    return read(bin.resolve("lines"));
  }

  String status() {
    return done("host libvirt status host").out();
  }

  static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
