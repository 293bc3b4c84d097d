package dev.keyward.cli.console;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.console.Environment.Streams;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The whole policy for what is said: results go to standard output, everything else to standard
 * error as {@code keyward: <kind>: <message>}, or, under {@code --output json}, as one JSON object
 * a line. Messages are lower case without a full stop. Lines end in line feeds. A terminal gets
 * text in its own charset, and what that lacks as {@code ?}; files and pipes get UTF-8; JSON is
 * ASCII. May be used by several threads.
 */
public final class Console implements AutoCloseable {

  private final Streams streams;
  private final OutputMode mode;
  private final boolean interactive;
  private final TextStream out;
  private final TextStream err;
  private volatile CommandLine commands = CommandLine.of(Shell.here());
  private volatile Supplier<StoreGaps> storeGaps = StoreGaps::none;
  private boolean storeSaid;
  private boolean lineless;

  /** On the streams of {@code environment}. */
  public Console(Environment environment, OutputMode mode) {
    this.streams = environment.streams();
    this.mode = mode;
    this.interactive = environment.prompt().isPresent();
    this.out = new TextStream(streams.out(), charset(streams.outTerminal()));
    this.err = new TextStream(streams.err(), charset(streams.errTerminal()));
  }

  /** Whether results are JSON. */
  public boolean json() {
    return mode.json();
  }

  /** Whether notes and progress are left out. */
  public boolean quiet() {
    return mode.quiet();
  }

  /** Whether details are asked for. */
  public boolean verbose() {
    return mode.verbose();
  }

  /** Whether a person can be asked. */
  public boolean interactive() {
    return interactive;
  }

  /** A line of the result, as text. */
  public synchronized void line(String resultLine) {
    if (!lineless) {
      result(ForeignText.inert(resultLine), streams.outIsTerminal());
    }
  }

  /**
   * The one JSON object of the result.
   *
   * @param schemaName noun and verb, such as {@code guardian-list}
   * @param data an {@link Answer}
   */
  public synchronized void json(String schemaName, Object data) {
    result(JsonText.indented(document(schemaName, data)), true);
  }

  /**
   * The result as one line on standard error, where standard output is another program's.
   *
   * @param schemaName noun and verb, such as {@code host-run}
   * @param data an {@link Answer}
   */
  public void jsonBeside(String schemaName, Object data) {
    complain(JsonText.compact(document(schemaName, data)));
  }

  /**
   * One line of JSON Lines, written out at once; {@code tree} is as {@code data} in {@link #json}.
   */
  public synchronized void jsonLine(Object tree) {
    result(JsonText.compact(tree), true);
  }

  /** A line of JSON Lines that names its schema, as {@link #json} does. */
  public synchronized void jsonLine(String schemaName, Object data) {
    result(JsonText.compact(document(schemaName, data)), true);
  }

  /**
   * The one JSON object of a result that is a list, as {@link #json} writes it.
   *
   * @param empty the same without elements: a record whose last component is the list
   */
  public JsonStream jsonStream(String schemaName, Answer empty) throws IOException {
    return new JsonStream(
        JsonText.generator(resultOut()), ResultFrame.schema(schemaName), storeGaps.get(), empty);
  }

  /** What is good to know; not with {@code --quiet}. */
  public void note(String message) {
    if (!quiet()) {
      say("note", message, "keyward: " + message);
      sayStore(message);
    }
  }

  /** What printed commands are for. */
  public CommandLine commands() {
    return commands;
  }

  /** Sets what printed commands are for, those in warnings and hints too. */
  public void commandsFor(CommandLine line) {
    commands = line;
  }

  /** What may go wrong later. */
  public void warning(String message) {
    say("warning", message, "keyward: warning: " + message);
    sayStore(message);
  }

  /** What the user can do. */
  public void hint(String message) {
    say("hint", message, "keyward: hint: " + message);
    sayStore(message);
  }

  /** Printed once, because the commands in texts are written for the usual store. */
  private synchronized void sayStore(String message) {
    Optional<String> words = storeSaid ? Optional.empty() : commands.about(message);
    if (words.isPresent()) {
      storeSaid = true;
      say("hint", words.get(), "keyward: hint: " + words.get());
    }
  }

  /** An error and its hint. */
  public void error(Fault fault) {
    if (json()) {
      complain(JsonText.compact(new ErrorFrame(FaultAnswer.of(fault))));
      fault.hint().ifPresent(this::sayStore);
    } else {
      complain(ForeignText.inert("keyward: error: " + fault.message()));
      fault.hint().ifPresent(this::hint);
    }
  }

  /** What went wrong in Keyward's own work; with its cause under {@code --verbose}. */
  public void error(KeywardException error) {
    error(error.fault());
    trace(error);
  }

  /** What the file system or the network said. */
  public void error(IOException error) {
    error(IoFault.of(error));
    trace(error);
  }

  /** A line of a service's log on standard error: JSON, whatever the output is. */
  public void logLine(String json) {
    complain(json);
  }

  /** The stack trace of {@code error}, with {@code --verbose} only. */
  public void trace(Throwable error) {
    if (verbose()) {
      StringWriter text = new StringWriter();
      error.printStackTrace(new PrintWriter(text));
      String trace = text.toString().replace(System.lineSeparator(), "\n").stripTrailing();
      say("trace", trace, trace.lines().map(ForeignText::inert).collect(Collectors.joining("\n")));
    }
  }

  /** Standard input. */
  public InputStream stdin() {
    return streams.in();
  }

  /**
   * Standard output for binary results; closing it leaves it open for others.
   *
   * @throws IOException if a terminal would show it
   */
  public OutputStream binaryOut() throws IOException {
    if (streams.outIsTerminal()) {
      throw new IOException(
          "standard output: a terminal, which binary output is not written to; give a file or a"
              + " pipe");
    }
    return out.bytes();
  }

  /** Standard output for a result in JSON that is written in a stream; closing it does nothing. */
  public OutputStream resultOut() {
    return new InertOutput(out.bytes(), InertOutput.JSON);
  }

  /**
   * Standard output for a result in a form of its own, instead of {@link #line lines}, which from
   * now on are left out; closing it does nothing.
   *
   * @param escape how the form escapes a character, as a pattern for its number
   */
  public synchronized OutputStream resultInstead(String escape) {
    lineless = true;
    return new InertOutput(out.bytes(), escape);
  }

  /** Shows how far work on so many bytes has come, on a terminal and not when quiet. */
  public Progress progress(String what, long totalBytes) {
    return showsProgress() ? Progress.ofBytes(what, totalBytes, errPrinter()) : Progress.silent();
  }

  /** The same for steps whose number is not known. */
  public Progress counting(String what) {
    return showsProgress() ? Progress.counting(what, errPrinter()) : Progress.silent();
  }

  private PrintStream errPrinter() {
    return new PrintStream(streams.err(), true, charset(streams.errTerminal()));
  }

  /** Whether a bar is shown, so that its end is worth knowing. */
  public boolean showsProgress() {
    return streams.errIsTerminal() && !quiet() && !json();
  }

  @Override
  public synchronized void close() {
    out.flush();
  }

  private static Charset charset(Optional<Charset> terminal) {
    return terminal.orElse(StandardCharsets.UTF_8);
  }

  /** Has the frames of results say what is wrong with the guardian store. */
  public void tellingOf(Supplier<StoreGaps> gaps) {
    storeGaps = gaps;
  }

  private ResultFrame document(String schemaName, Object data) {
    return ResultFrame.of(schemaName, storeGaps.get(), data);
  }

  /** An error on standard error. */
  @Answer.To("error")
  private record ErrorFrame(FaultAnswer error) implements Answer {}

  private record Message(String message) implements Answer {}

  private void result(String text, boolean atOnce) {
    out.line(text);
    if (atOnce) {
      out.flush();
    }
  }

  private void say(String kind, String message, String text) {
    boolean trace = kind.equals("trace");
    complain(
        json()
            ? JsonText.compact(Map.of(kind, new Message(message)))
            : trace ? text : ForeignText.inert(text));
  }

  /** Results that came before are written out first, so that a terminal shows the true order. */
  private synchronized void complain(String text) {
    try {
      close();
    } finally {
      try {
        err.line(text);
        err.flush();
      } catch (OutputLost e) {
        // Nobody reads the messages; the exit code still tells.
      }
    }
  }
}
