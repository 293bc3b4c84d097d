package dev.keyward.protector.file;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.export.ExportSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds guardians and their certificates among the values of an export. */
final class GuardianCollector implements ExportSink {

  private static final int SEQUENCE = 0x30;
  private static final Set<String> ROLES = Set.of("signingcertificate", "encryptioncertificate");
  private static final Set<String> HOSTS = Set.of("pscomputername", "computername");

  private final List<ExportedGuardian> guardians = new ArrayList<>();

  /** What is open, the innermost first; the file itself is the last, and stays. */
  private final Deque<Scope> open = new ArrayDeque<>(List.of(new Scope()));

  /** An object or list, until it ends. */
  private static final class Scope {
    private final List<GuardianCertificate> certificates = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private Optional<String> host = Optional.empty();
    private boolean guardian;
  }

  /** After the last value: all that was found. */
  List<ExportedGuardian> end() {
    emit(open.getFirst());
    return List.copyOf(guardians);
  }

  @Override
  public void open(String field) {
    see(field);
    open.push(new Scope());
  }

  /** A guardian is given; the certificates of anything else belong to what is around it. */
  @Override
  public void close() {
    Scope closed = open.pop();
    if (closed.guardian || closed.host.isPresent()) {
      emit(closed);
    } else {
      open.getFirst().certificates.addAll(closed.certificates);
    }
  }

  private void emit(Scope scope) {
    if (!scope.certificates.isEmpty()) {
      Optional<String> name = scope.guardian ? scope.name : Optional.empty();
      guardians.add(new ExportedGuardian(name, scope.host, scope.certificates));
    }
  }

  @Override
  public void text(String field, Text text) throws MalformedInputException {
    see(field);
    String key = field.toLowerCase(Locale.ROOT);
    if (key.equals("name") && !text.value().isBlank()) {
      open.getFirst().name = Optional.of(text.value());
    } else if (HOSTS.contains(key) && !text.value().isBlank()) {
      open.getFirst().host = Optional.of(text.value());
    } else {
      Optional<Found> found = ExportText.unexpected(text);
      if (found.isPresent()) {
        bytes(field, found.get());
      }
    }
  }

  @Override
  public void bytes(String field, Found found) throws MalformedInputException {
    see(field);
    Optional<byte[]> sequence = found.content().filter(GuardianCollector::isSequence);
    if (sequence.isEmpty()) {
      return;
    }
    try {
      open.getFirst().certificates.add(GuardianCertificate.parse(sequence.get(), field));
    } catch (MalformedInputException e) {
      // Names and keys are sequences too; only what is named a certificate must be one.
      if (ROLES.contains(field.toLowerCase(Locale.ROOT))) {
        throw e;
      }
    }
  }

  private static boolean isSequence(byte[] content) {
    return content.length > 0 && content[0] == SEQUENCE;
  }

  @Override
  public void other(String field, String what) {
    see(field);
  }

  private void see(String field) {
    open.getFirst().guardian |= ROLES.contains(field.toLowerCase(Locale.ROOT));
  }
}
