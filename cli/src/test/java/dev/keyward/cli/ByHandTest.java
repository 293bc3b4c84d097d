package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.secret.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script of {@code cli/docs/by-hand.md}: another program's view of both protocols. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's script needs a POSIX shell")
class ByHandTest {

  private static final Pattern SCRIPT = Pattern.compile("(?s)```sh by-hand.sh\n(.*?)```");

  @TempDir Path temp;
  private ServiceLab lab;
  private Path script;

  @BeforeEach
  void takeTheScriptFromThePage() throws Exception {
    for (String tool : List.of("curl", "openssl")) {
      Assumptions.assumeTrue(isInstalled(tool), "skipped: " + tool + " is not installed");
    }
    Path page =
        Path.of(System.getProperty("keyward.fixtures")).resolveSibling("cli/docs/by-hand.md");
    Matcher found = SCRIPT.matcher(Files.readString(page).replace("\r\n", "\n"));
    assertTrue(found.find());
    script = Files.writeString(temp.resolve("by-hand.sh"), found.group(1));
    lab = new ServiceLab(temp.resolve("lab"));
  }

  private static boolean isInstalled(String tool) throws InterruptedException {
    try {
      return new ProcessBuilder(tool, tool.equals("curl") ? "--version" : "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void curlAndOpensslAloneAttestAndHaveAKeyReleased() throws Exception {
    HgsEndpoint endpoint = lab.endpoint();
    byte[] before = lab.place().bytes("p.xml");
    Run run = run(endpoint, "hosts/host-1.key");
    assertEquals(0, run.exit(), run.err());
    byte[] ingress = lab.place().bytes("out/ingress-key");
    byte[] egress = lab.place().bytes("out/egress-key");
    byte[] after = lab.place().bytes("out/egress.xml");
    assertTrue(seals(ingress, before));
    assertTrue(seals(egress, after));
    assertFalse(Arrays.equals(ingress, egress));
    GuardianMetadata metadata =
        GuardianMetadata.parse(lab.place().bytes("out/metadata.xml"), "metadata");
    assertTrue(metadata.vouchedFor());
  }

  @Test
  void anotherHostsKeyIsNotAttested() throws Exception {
    HgsEndpoint endpoint = lab.endpoint();
    assertEquals(
        0,
        new ProcessBuilder(
                "openssl", "genpkey", "-quiet", "-algorithm", "RSA", "-out", "another.key")
            .directory(lab.place().path("").toFile())
            .start()
            .waitFor());
    Run run = run(endpoint, "another.key");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("UnauthorizedErrorReply"), run.err());
  }

  private static boolean seals(byte[] key, byte[] protector) throws Exception {
    try (SecretBytes bytes = SecretBytes.copyOf(key);
        TransportKey transportKey = TransportKey.of(bytes)) {
      return new ProtectorVerifier(RsaEngine.jdk())
          .verify(KeyProtector.parse(protector))
          .isSealedUnder(transportKey);
    }
  }

  private Run run(HgsEndpoint endpoint, String hostKey) throws Exception {
    try (RequestLog log = new RequestLog(line -> {}, new RequestLog.Voice(said -> {}, said -> {}));
        HttpService server =
            HttpService.start(
                new HttpService.Setup(
                    new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2)),
                endpoint::answer,
                log)) {
      Process process =
          new ProcessBuilder("sh", script.toString(), server.url(), hostKey, "p.xml", "out")
              .directory(lab.place().path("").toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), "", said);
    }
  }
}
