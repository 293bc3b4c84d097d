package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
import dev.keyward.internal.crypto.PooledRsa;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs many commands in one process, one after the other. A module of PKCS#11 reads the environment
 * of its process, so commands with tokens need another process than the test's; one for each
 * command would take a second each.
 */
final class CommandsInOrder implements AutoCloseable {

  private static final String FIXTURES = "keyward.fixtures";

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  private CommandsInOrder(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** In that folder, with these variables of the process. */
  static CommandsInOrder start(Path folder, Map<String, String> variables) throws IOException {
    return new CommandsInOrder(
        Spawned.process(
                CommandsInOrder.class.getName(), folder, variables, System.getProperty(FIXTURES))
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Runs one command, which sees only these variables. */
  synchronized Spawned.Ended run(Map<String, String> variables, String... words)
      throws IOException {
    requests.writeInt(variables.size());
    for (Map.Entry<String, String> each : variables.entrySet()) {
      requests.writeUTF(each.getKey());
      requests.writeUTF(each.getValue());
    }
    requests.writeInt(words.length);
    for (String word : words) {
      requests.writeUTF(word);
    }
    requests.flush();
    int code = answers.readInt();
    return new Spawned.Ended(code, text(answers), text(answers));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** The other side. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty(FIXTURES, arguments[0]);
    FewRounds.lower();
    PooledRsa.install();
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    while (true) {
      try {
        answer(in, out);
      } catch (EOFException e) {
        return;
      }
    }
  }

  private static void answer(DataInputStream in, DataOutputStream out) throws IOException {
    Map<String, String> variables = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      variables.put(in.readUTF(), in.readUTF());
    }
    String[] words = new String[in.readInt()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readUTF();
    }
    Path folder = Path.of("").toAbsolutePath();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            new Environment(
                Environment.Streams.piped(new ByteArrayInputStream(new byte[0]), printed, said),
                variables,
                folder,
                folder,
                Optional.empty(),
                Clock.systemUTC(),
                Seeded.random()));
    out.writeInt(code);
    write(out, printed);
    write(out, said);
    out.flush();
  }

  private static void write(DataOutputStream out, ByteArrayOutputStream text) throws IOException {
    out.writeInt(text.size());
    text.writeTo(out);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
