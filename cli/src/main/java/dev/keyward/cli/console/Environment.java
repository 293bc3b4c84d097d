package dev.keyward.cli.console;

import dev.keyward.crypto.Tools;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a command meets outside itself, so that a test can bring its own.
 *
 * @param streams standard input, output and error
 * @param variables the environment variables; a byte that cannot be read is as in {@link
 *     dev.keyward.text.RawName}
 * @param workingDirectory what relative paths are seen from
 * @param home the user's home folder
 * @param prompt asks for passphrases; empty without a terminal
 * @param clock the time
 * @param random the source of all keys
 */
public record Environment(
    Streams streams,
    Map<String, String> variables,
    Path workingDirectory,
    Path home,
    Optional<Prompt> prompt,
    Clock clock,
    SecureRandom random) {

  /** A label of a host name has 63 characters at most. */
  private static final int LONGEST_HOST_NAME = 63;

  /**
   * The three streams.
   *
   * @param outTerminal the charset of the terminal that shows standard output; empty for a file or
   *     a pipe
   * @param errTerminal the same for standard error
   */
  public record Streams(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Optional<Charset> outTerminal,
      Optional<Charset> errTerminal) {

    /** Streams that no terminal is behind. */
    public static Streams piped(InputStream in, OutputStream out, OutputStream err) {
      return new Streams(in, out, err, Optional.empty(), Optional.empty());
    }

    /** Whether a person reads standard output directly. */
    public boolean outIsTerminal() {
      return outTerminal.isPresent();
    }

    /** Whether a person reads standard error directly. */
    public boolean errIsTerminal() {
      return errTerminal.isPresent();
    }
  }

  /** The environment of this process. */
  public static Environment system() {
    Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Environment::isReal);
    Streams streams =
        new Streams(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            TerminalCharset.of("stdout", System::getProperty, terminal.isPresent()),
            TerminalCharset.of("stderr", System::getProperty, terminal.isPresent()));
    return new Environment(
        streams,
        ProcessText.own().variables(System.getenv()),
        Path.of(""),
        Path.of(System.getProperty("user.home", "")),
        terminal.map(console -> question -> console.readPassword("%s", question)),
        Clock.systemUTC(),
        Tools.jdk().random());
  }

  /** The words that this process was started with; a byte that cannot be read is as there. */
  public static String[] systemWords(String[] words) {
    return ProcessText.own().words(List.of(words)).toArray(new String[0]);
  }

  /** What this machine is called, with hyphens for signs that no name of a guardian has. */
  public String hostName() {
    String named = variables.getOrDefault("COMPUTERNAME", variables.getOrDefault("HOSTNAME", ""));
    String name = (named.isEmpty() ? askedHostName() : named).replaceAll("[^A-Za-z0-9._-]", "-");
    return name.length() > LONGEST_HOST_NAME ? name.substring(0, LONGEST_HOST_NAME) : name;
  }

  private static String askedHostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** From Java 22 on there is a console without a terminal too, and a way to tell. */
  private static boolean isReal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
