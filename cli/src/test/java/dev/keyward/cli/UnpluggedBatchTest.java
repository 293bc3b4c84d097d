package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token is unplugged while a batch runs: the same batch completes when the token is back. */
@Tag("soak")
class UnpluggedBatchTest {

  private static final int LINES = 500;
  private static final int SOME = 50;
  private static final String BATCH = "protector create --batch batch.jsonl --out-dir out";
  private static final Pattern RESULT =
      Pattern.compile("\"id\":\"(vm[0-9]+)\",\"status\":\"(written|kept)\"");

  @TempDir Path folder;
  private SoftToken token;

  private Spawned.Ended done(String line) throws Exception {
    Spawned.Ended ended = token.keyward(line.split(" "));
    assertEquals(0, ended.code(), ended.out() + ended.err());
    return ended;
  }

  private Set<String> files() throws Exception {
    Set<String> names = new TreeSet<>();
    for (Path each : Spawned.regularFiles(folder.resolve("out"))) {
      names.add(each.getFileName().toString().replaceFirst("[.][a-z]+$", ""));
    }
    return names;
  }

  private static Set<String> results(String out, String status) {
    Set<String> ids = new TreeSet<>();
    Matcher matcher = RESULT.matcher(out.replace(": ", ":").replace(", ", ","));
    while (matcher.find()) {
      if (matcher.group(2).equals(status)) {
        ids.add(matcher.group(1));
      }
    }
    return ids;
  }

  @Test
  void theSameBatchCompletesWhenTheTokenIsBack() throws Exception {
    token = SoftToken.of(folder, "owner");
    assumeTrue(TokenPlug.isHere(), "skipped: no p11-kit here, so no token is unplugged");
    TokenPlug plug = TokenPlug.of(token, "owner");
    plug.in();
    try {
      done("guardian create owner --key-size 2048 --token owner --pkcs11 " + TokenPlug.module());
      done("protector create --owner owner -o reference.kp");
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < LINES; i++) {
        lines.add(
            String.format(
                Locale.ROOT, "{\"id\":\"vm%d\",\"owner\":\"owner\",\"guardians\":[]}", i));
      }
      Files.write(folder.resolve("batch.jsonl"), lines);
      Spawned.Ended cutOff = cutOff(plug);
      assertEquals(5, cutOff.code(), cutOff.err());
      assertTrue(cutOff.err().contains("token \"owner\""), cutOff.err());
      Set<String> written = files();
      assertTrue(written.size() >= SOME && written.size() < LINES, written.toString());
      assertEquals(written, results(cutOff.out(), "written"));
      plug.in();
      Spawned.Ended again = done(BATCH);
      assertEquals(written, results(again.out(), "kept"));
      assertEquals(LINES, files().size());
      assertEquals(LINES - written.size(), results(again.out(), "written").size());
      done("protector check out/vm0.xml out/vm499.xml --guardian owner --prove");
    } finally {
      plug.out();
    }
  }

  private Spawned.Ended cutOff(TokenPlug plug) throws Exception {
    Path out = folder.resolve("batch.out");
    Path err = folder.resolve("batch.err");
    List<String> words = new ArrayList<>(List.of(BATCH.split(" ")));
    words.addAll(List.of("--passphrase-env", "PIN"));
    Process batch =
        Spawned.process(
                FewRounds.class.getName(),
                folder,
                token.variables(Map.of("PIN", SoftToken.PIN)),
                words.toArray(String[]::new))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    Until.so(() -> Files.exists(folder.resolve("out")) && files().size() >= SOME);
    plug.out();
    return new Spawned.Ended(batch.waitFor(), Files.readString(out), Files.readString(err));
  }
}
