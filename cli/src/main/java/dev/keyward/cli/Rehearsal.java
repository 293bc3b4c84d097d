package dev.keyward.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.keyward.cli.console.Environment;
import dev.keyward.file.SafeFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs the everyday commands once, with guardians made for it in a folder, so that Java can write
 * down which classes they need: the archives of classes that the launcher starts with. Nothing of
 * the user's is read, and everything stays in the folder.
 */
public final class Rehearsal {

  /** The launcher has the same list, and starts these commands with an archive of their own. */
  private static final Pattern READING =
      Pattern.compile("help|guardian (list|show)( .*)?|protector (show|verify|check) .*");

  private static final List<String> COMMANDS =
      List.of(
          "help",
          "--version",
          "guardian create owner --key-size 2048",
          "guardian create hgs --key-size 2048",
          "guardian list",
          "guardian list --output json",
          "guardian show owner",
          "guardian export hgs --out hgs.xml",
          "guardian import partner hgs.xml --allow-untrusted-root",
          "protector create --owner owner --guardian hgs --out vm.kp",
          "protector show vm.kp",
          "protector show vm.kp --output json",
          "protector verify vm.kp",
          "protector check vm.kp",
          "protector check vm.kp --prove",
          "protector convert vm.kp --encoding base64 --out vm.b64",
          "protector show vm.b64",
          "protector show nothing.kp",
          "protector show other.kp",
          "protector verify other.kp",
          "protector check other.kp",
          "audit vm.kp --report audit.json",
          "vm shield vm.json --owner owner --guardian hgs --policy shielded"
              + " --vtpm-state state.bin --vtpm-format raw --out vm.kwvm",
          "vm show vm.kwvm");

  private static final String VM =
      "{\"schema\":\"keyward.vm/1\",\"id\":\"3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50\","
          + "\"name\":\"rehearsal\",\"generation\":2}";

  private Rehearsal() {}

  /**
   * Runs them; what they print is of no interest.
   *
   * @param args the folder, and {@code all}; or {@code reading} for the commands that only read,
   *     after all of them ran in the same folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).toAbsolutePath();
    if (args[1].equals("reading")) {
      runReading(folder);
    } else {
      runAll(folder);
    }
  }

  private static void runReading(Path folder) {
    for (String command : COMMANDS) {
      if (READING.matcher(command).matches() && !command.contains("--prove")) {
        Main.run(Environment.systemWords(command.split(" ")), environment(folder));
      }
    }
  }

  private static void runAll(Path folder) throws IOException {
    SafeFiles.write(folder.resolve("pass.txt"), "of a rehearsal\n".getBytes(US_ASCII), false, true);
    Files.writeString(folder.resolve("vm.json"), VM);
    Files.write(folder.resolve("state.bin"), new byte[1 << 16]);
    for (String command : COMMANDS) {
      Main.run((command + " --passphrase-file pass.txt").split(" "), environment(folder));
      asAnotherWriter(folder.resolve("vm.kp"), folder.resolve("other.kp"));
    }
  }

  /** What others write is read by classes that nobody needs for Keyward's own. */
  private static void asAnotherWriter(Path own, Path other) throws IOException {
    if (Files.exists(own) && Files.notExists(other)) {
      Files.writeString(other, Files.readString(own) + "<!-- of another writer -->\n");
    }
  }

  /** Of the process only what is asked of it is of use here, not what it answers. */
  private static Environment environment(Path folder) {
    Environment process = Environment.system();
    return new Environment(
        Environment.Streams.piped(
            new ByteArrayInputStream("".getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream()),
        Map.of("KEYWARD_STORE", folder.resolve("store").toString()),
        folder,
        folder,
        Optional.empty(),
        process.clock(),
        process.random());
  }
}
