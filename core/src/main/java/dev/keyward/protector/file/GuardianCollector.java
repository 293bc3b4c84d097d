package dev.keyward.protector.file;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.io.ExportSink;
import java.util.ArrayList;
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

  /** After the last value: all that was found. */
  List<ExportedGuardian> end() {
    emit(open);
    return List.copyOf(guardians);
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
  public void text(String field, Text text) throws MalformedInputException {
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
  public void bytes(String field, Found found) throws MalformedInputException {
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
