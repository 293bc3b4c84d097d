package dev.keyward.tpm.log;

import dev.keyward.Fault;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.structure.VerifiedQuote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a boot shows by its log, for policies. Everything here comes from digests and their order in
 * one register, or from data that such a digest covers; the types of events, their other data and
 * their order between registers are not used.
 */
public final class MeasuredBoot {

  private static final Set<Thumbprint> SEPARATORS =
      Set.of(Thumbprint.of(new byte[4]), Thumbprint.of(new byte[] {-1, -1, -1, -1}));

  /** What firmware measures into register 4 besides images. */
  private static final Set<Thumbprint> ACTIONS =
      Stream.of(
              "Calling EFI Application from Boot Option",
              "Returning from EFI Application from Boot Option",
              "Returning from EFI Application from Boot Option Returned with Failure",
              "Entering ROM Based Setup",
              "BOOT ATTEMPTS OMITTED")
          .map(MeasuredBoot::digest)
          .collect(Collectors.toUnmodifiableSet());

  private final EventLog log;
  private final RegisterValues registers;
  private final TextSearch texts;

  private MeasuredBoot(EventLog log, RegisterValues registers, Optional<String> commandLine) {
    this.log = log;
    this.registers = registers;
    this.texts = new TextSearch(commandLine);
  }

  /**
   * The boot of a host that sent this log with a quote.
   *
   * @param commandLine what the host says that its command line is; used only where it is the text
   *     of a measured event
   * @throws VerificationFailedException code {@code log-not-quoted}: the log replays to other
   *     values than the quoted ones
   */
  public static MeasuredBoot quoted(EventLog log, VerifiedQuote quote, Optional<String> commandLine)
      throws VerificationFailedException {
    RegisterValues registers = log.replay();
    if (!registers.quoted().equals(quote.registers())) {
      throw new VerificationFailedException(
          Fault.of(
              "log-not-quoted",
              "the event log",
              "events that lead to other register values than the quote has",
              "the events that the TPM measured"));
    }
    return new MeasuredBoot(log, registers, commandLine);
  }

  /** The boot that a recorded log describes, which no quote is compared with. */
  public static MeasuredBoot recorded(EventLog log, Optional<String> commandLine) {
    return new MeasuredBoot(log, log.replay(), commandLine);
  }

  static Thumbprint digest(String action) {
    return Thumbprint.of(action.getBytes(StandardCharsets.US_ASCII));
  }

  /** The log. */
  public EventLog log() {
    return log;
  }

  /** The values that the log leads to. */
  public RegisterValues registers() {
    return registers;
  }

  /**
   * The events of a register before its first separator, which firmware alone can measure; empty
   * where the register has no separator.
   */
  public Optional<List<LogEvent>> before(int register) {
    List<LogEvent> events = log.events(register);
    int end = separator(events);
    return end < 0 ? Optional.empty() : Optional.of(events.subList(0, end));
  }

  /** The events of a register behind its first separator, other separators left out. */
  public List<LogEvent> after(int register) {
    List<LogEvent> events = log.events(register);
    return events.subList(separator(events) + 1, events.size()).stream()
        .filter(event -> !SEPARATORS.contains(event.digest()))
        .toList();
  }

  private static int separator(List<LogEvent> events) {
    for (int at = 0; at < events.size(); at++) {
      if (SEPARATORS.contains(events.get(at).digest())) {
        return at;
      }
    }
    return -1;
  }

  /** The images that were started, in their order: the digests are those of Authenticode. */
  public List<LogEvent> images() {
    return log.events(4).stream()
        .filter(event -> !SEPARATORS.contains(event.digest()))
        .filter(event -> !ACTIONS.contains(event.digest()))
        .toList();
  }

  /** Whether firmware measured an action of this text into register 7. */
  public boolean hasAction(String text) {
    Thumbprint digest = digest(text);
    return log.events(7).stream().anyMatch(event -> event.digest().equals(digest));
  }

  /** An event with the text that it measures, as GRUB does in register 8. */
  public MeasuredText text(LogEvent event) {
    return texts.of(event);
  }

  /** The same of all events of a register. */
  public List<MeasuredText> texts(int register) {
    return log.events(register).stream().map(this::text).toList();
  }
}
