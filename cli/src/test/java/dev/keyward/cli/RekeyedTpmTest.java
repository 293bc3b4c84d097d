package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new passphrase changes nothing in the TPM: a guest finds its counter and its sealed key. */
class RekeyedTpmTest {

  /** Runs swtpm on the state, and the commands on its TPM. */
  private static final String ON_TPM =
      """
      set -eu
      swtpm socket --tpm2 --tpmstate dir=state --key "pwdfile=$1,mode=aes-256-cbc" \\
        --server type=unixio,path=tpm --ctrl type=unixio,path=tpm.ctrl \\
        --flags not-need-init,startup-clear &
      i=0; while [ ! -S tpm.ctrl ] && [ $i -lt 600 ]; do sleep 0.05; i=$((i+1)); done
      export TPM2TOOLS_TCTI=swtpm:path=tpm
      . "./$2" || { kill $!; exit 1; }
      swtpm_ioctl --unix tpm.ctrl -s
      wait
      rm -f tpm tpm.ctrl
      """;

  private static final String INSTALL =
      """
      tpm2 nvdefine -C o -a 'ownerread|ownerwrite|nt=counter' 0x1500020 &&
      tpm2 nvincrement -C o 0x1500020 && tpm2 nvincrement -C o 0x1500020 &&
      tpm2 createprimary -C o -c primary.ctx && tpm2 flushcontext -t &&
      printf 'the key of a disk' >disk-key &&
      tpm2 create -C primary.ctx -i disk-key -u sealed.pub -r sealed.priv
      """;

  private static final String USE =
      """
      tpm2 nvincrement -C o 0x1500020 && tpm2 nvread -C o 0x1500020 >counter &&
      tpm2 createprimary -C o -c primary.ctx && tpm2 flushcontext -t &&
      tpm2 load -C primary.ctx -u sealed.pub -r sealed.priv -c sealed.ctx &&
      tpm2 flushcontext -t &&
      tpm2 unseal -c sealed.ctx >unsealed
      """;

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void shield() throws Exception {
    Installed.assume("swtpm_setup", "swtpm-tools");
    Installed.assume("tpm2", "tpm2-tools");
    assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "skipped: there is no /dev/shm");
    place = Playground.in(folder);
    Files.writeString(place.path("on-tpm"), ON_TPM);
    Files.writeString(place.path("install"), INSTALL);
    Files.writeString(place.path("use"), USE);
    done(
        "vm shield vms/app.json --owner central-it --guardian branch-hgs --policy shielded --force"
            + " -o new.svm --vtpm-key new --swtpm-state state");
  }

  private void done(String line) {
    Map<String, String> variables = new HashMap<>(place.setting().variables());
    variables.put("PATH", System.getenv("PATH"));
    Run run = place.setting().variables(variables).run(Playground.unlocking(line));
    assertEquals(0, run.exit(), line + ": " + run.out() + run.err());
  }

  private void onTpm(String key, String commands) throws Exception {
    Path log = place.path("log");
    Process process =
        new ProcessBuilder("sh", "on-tpm", key, commands)
            .directory(place.path(".").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(log));
  }

  @Test
  void countersAndSealedObjectsSurviveARekey() throws Exception {
    done("vm unshield new.svm --as central-it -o before");
    onTpm("before/vtpm-key", "install");
    done("vm rekey new.svm --as central-it --swtpm-state state --in-place");
    done("vm unshield new.svm --as central-it -o after");
    onTpm("after/vtpm-key", "use");
    assertEquals("the key of a disk", Files.readString(place.path("unsealed")));
    assertEquals(3, place.bytes("counter")[Long.BYTES - 1]);
  }
}
