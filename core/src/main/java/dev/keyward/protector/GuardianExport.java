package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.io.ExportSink;
import dev.keyward.internal.json.JsonExportReader;
import dev.keyward.internal.xml.ClixmlReader;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what {@code Get-HgsGuardian} gives ({@code MSFT_HgsGuardian}), and lists of certificates,
 * as {@code Export-Clixml} and {@code ConvertTo-Json} write them: objects with a name, and
 * certificates as byte arrays, numbers, base64 or objects with their {@code RawData}.
 */
public final class GuardianExport implements ExportSink {

  /** The largest file, in bytes. */
  public static final int MOST_BYTES = ProtectorFile.MOST_BYTES;

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int START = 4096;
  private static final int SEQUENCE = 0x30;
  private static final Set<String> ROLES = Set.of("signingcertificate", "encryptioncertificate");
  private static final Set<String> HOSTS = Set.of("pscomputername", "computername");

  private final List<ExportedGuardian> guardians = new ArrayList<>();
  private Scope open = new Scope(null);

  /** An object or list, until it ends. */
  private static final class Scope {
    private final Scope outer;
    private final List<GuardianCertificate> certificates = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private Optional<String> host = Optional.empty();
    private boolean guardian;

    Scope(Scope outer) {
      this.outer = outer;
    }
  }

  private GuardianExport() {}

  /** Whether a file begins like such an export. */
  public static boolean isExport(byte[] file) {
    byte[] first = Arrays.copyOf(file, Math.min(START, file.length));
    String start = TextShape.of(first).decodeStart(first).stripLeading();
    return start.startsWith("[") || start.startsWith("{") || isClixml(start);
  }

  private static boolean isClixml(String start) {
    return start.startsWith("<") && start.contains("<Objs");
  }

  /**
   * The guardians of an export, at least one.
   *
   * @param file at most {@link #MOST_BYTES}
   * @throws MalformedInputException if it cannot be read or has none
   */
  public static List<ExportedGuardian> parse(byte[] file) throws KeywardException {
    GuardianExport sink = new GuardianExport();
    try {
      sink.read(file);
      sink.emit(sink.open);
    } catch (CharacterCodingException | CharConversionException e) {
      throw new MalformedInputException(
          Fault.of("bad-encoding", "", "bytes that are no text", "an export"), e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
    if (sink.guardians.isEmpty()) {
      throw new MalformedInputException(
          Fault.of(
              "no-guardian",
              "",
              "an export of another kind",
              "guardians or certificates, as Get-HgsGuardian gives them"));
    }
    return List.copyOf(sink.guardians);
  }

  private void read(byte[] file) throws KeywardException, IOException {
    TextShape shape = TextShape.of(file);
    ByteArrayInputStream in =
        new ByteArrayInputStream(file, shape.markSize(), file.length - shape.markSize());
    Reader text = new BufferedReader(new InputStreamReader(in, shape.decoder()));
    byte[] first = Arrays.copyOf(file, Math.min(START, file.length));
    if (isClixml(shape.decodeStart(first).stripLeading())) {
      ClixmlReader.read(text, this, MOST_CHARACTERS);
    } else {
      JsonExportReader.read(text, this, MOST_CHARACTERS);
    }
  }

  @Override
  public void open(String field) {
    see(field);
    open = new Scope(open);
  }

  /** A guardian is given; the certificates of anything else belong to what is around it. */
  @Override
  public void close() {
    Scope closed = open;
    open = closed.outer;
    if (closed.guardian || closed.host.isPresent()) {
      emit(closed);
    } else {
      open.certificates.addAll(closed.certificates);
    }
  }

  private void emit(Scope scope) {
    if (!scope.certificates.isEmpty()) {
      Optional<String> name = scope.guardian ? scope.name : Optional.empty();
      guardians.add(new ExportedGuardian(name, scope.host, scope.certificates));
    }
  }

  @Override
  public void text(String field, Text text) throws KeywardException {
    see(field);
    String key = field.toLowerCase(Locale.ROOT);
    if (key.equals("name") && !text.value().isBlank()) {
      open.name = Optional.of(text.value());
    } else if (HOSTS.contains(key) && !text.value().isBlank()) {
      open.host = Optional.of(text.value());
    } else {
      Optional<Found> found = ExportText.unexpected(text);
      if (found.isPresent()) {
        bytes(field, found.get());
      }
    }
  }

  @Override
  public void bytes(String field, Found found) throws KeywardException {
    see(field);
    byte[] content = found.content();
    if (content == null || content.length == 0 || content[0] != SEQUENCE) {
      return;
    }
    try {
      open.certificates.add(GuardianCertificate.parse(content, field));
    } catch (MalformedInputException e) {
      // Names and keys are sequences too; only what is named a certificate must be one.
      if (ROLES.contains(field.toLowerCase(Locale.ROOT))) {
        throw e;
      }
    }
  }

  @Override
  public void other(String field, String what) {
    see(field);
  }

  private void see(String field) {
    open.guardian |= ROLES.contains(field.toLowerCase(Locale.ROOT));
  }
}
