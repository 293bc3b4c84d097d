package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.FactTexts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds guardians and their certificates among the values of an export. */
final class GuardianCollector implements ExportSink {

  private static final Fault.Kind GUARDIAN =
      new Fault.Kind("ambiguous-export", "", "what PowerShell writes");

  private static final int SEQUENCE = 0x30;
  private static final Set<String> ROLES = Set.of("signingcertificate", "encryptioncertificate");
  private static final List<String> NAMES = List.of("name");
  private static final List<String> HOSTS = List.of("pscomputername", "computername");

  private static final String PRIVATE_KEY = "hasprivatekey";
  private static final String STORE = "store";
  private static final Set<String> FACTS = Set.of(PRIVATE_KEY, STORE);

  private final List<ExportedGuardian> guardians = new ArrayList<>();

  /** What is open, the innermost first; the file itself is the last, and stays. */
  private final Deque<Scope> open = new ArrayDeque<>(List.of(new Scope("")));

  /** An object or list, until it ends. */
  private static final class Scope {
    private final String field;
    private final ExportTexts texts = new ExportTexts();
    private final Set<String> roles = new HashSet<>(2);
    private final List<ExportedGuardian.Held> certificates = new ArrayList<>();
    private final FactTexts facts = new FactTexts();
    private Members members = Members.PLAIN;
    private Optional<String> twice = Optional.empty();

    Scope(String field) {
      this.field = field;
    }

    boolean isGuardian() {
      return !roles.isEmpty();
    }

    /** Of two certificates in one place nobody can say which one is meant. */
    void see(String column) {
      String key = ExportColumns.key(column);
      if (ROLES.contains(key) && !roles.add(key)) {
        twice = Optional.of(ExportColumns.twice(column, column));
      }
    }

    Optional<String> text(List<String> keys) {
      return texts.first(keys).filter(text -> !text.isBlank());
    }

    /** What it says of the private key and the store of the certificates in it. */
    List<ExportedGuardian.Held> held() {
      return certificates.stream()
          .map(each -> each.within(facts.flag(PRIVATE_KEY), facts.text(STORE)))
          .toList();
    }

    Optional<String> problem() {
      return twice.or(() -> texts.problem(NAMES)).or(() -> texts.problem(HOSTS));
    }
  }

  /** After the last value: all that was found. */
  List<ExportedGuardian> end() throws MalformedInputException {
    emit(open.getFirst());
    return List.copyOf(guardians);
  }

  @Override
  public void open(String field) {
    open.getFirst().see(field);
    open.push(new Scope(field));
  }

  @Override
  public void openList(String field) {
    open(field);
  }

  @Override
  public void members(Members kind) {
    open.getFirst().members = kind;
  }

  @Override
  public Follow follow(String field) {
    if (ROLES.contains(ExportColumns.key(field))) {
      return Follow.ALL;
    }
    return isText(field) ? Follow.VALUE : Follow.NOT;
  }

  private static boolean isText(String field) {
    String key = ExportColumns.key(field);
    return NAMES.contains(key) || HOSTS.contains(key);
  }

  /** A guardian is given; the certificates of anything else belong to what is around it. */
  @Override
  public void close() throws MalformedInputException {
    Scope closed = open.pop();
    if (closed.isGuardian() || closed.text(HOSTS).isPresent()) {
      emit(closed);
    } else {
      open.getFirst().certificates.addAll(closed.held());
    }
  }

  private void emit(Scope scope) throws MalformedInputException {
    Optional<String> problem = scope.problem().filter(found -> scope.isGuardian());
    if (problem.isPresent()) {
      throw GUARDIAN.malformed(problem.get());
    }
    if (!scope.certificates.isEmpty()) {
      Optional<String> name = scope.isGuardian() ? scope.text(NAMES) : Optional.empty();
      guardians.add(new ExportedGuardian(name, scope.text(HOSTS), scope.held()));
    }
  }

  @Override
  public void text(String field, Text text) throws MalformedInputException {
    open.getFirst().see(field);
    fact(field, text.value());
    if (isText(field)) {
      keep(open.getFirst(), field, text.value());
      return;
    }
    if (field.isEmpty() && isText(open.getFirst().field)) {
      Scope value = open.pop();
      keep(open.getFirst(), value.field, text.value());
      open.push(value);
      return;
    }
    Optional<Found> found = ExportText.unexpected(text);
    if (found.isPresent()) {
      certificate(field, found.get());
    }
  }

  private static void keep(Scope scope, String field, String text) {
    scope.texts.put(field, scope.members, text);
  }

  @Override
  public void bytes(String field, Found found) throws MalformedInputException {
    open.getFirst().see(field);
    certificate(field, found);
  }

  private void certificate(String field, Found found) throws MalformedInputException {
    Optional<byte[]> sequence = found.content().filter(GuardianCollector::isSequence);
    if (sequence.isEmpty()) {
      return;
    }
    try {
      open.getFirst()
          .certificates
          .add(
              new ExportedGuardian.Held(
                  GuardianCertificate.parse(sequence.get(), field),
                  Optional.empty(),
                  Optional.empty()));
    } catch (MalformedInputException e) {
      // Names and keys are sequences too; only what is named a certificate must be one.
      if (ROLES.contains(ExportColumns.key(field))) {
        throw e;
      }
    }
  }

  private static boolean isSequence(byte[] content) {
    return content.length > 0 && content[0] == SEQUENCE;
  }

  @Override
  public void other(String field, String what, String shown) {
    open.getFirst().see(field);
    fact(field, shown);
    if (isText(field)) {
      keep(open.getFirst(), field, shown);
    }
  }

  private void fact(String field, String text) {
    if (FACTS.contains(ExportColumns.key(field))) {
      open.getFirst().facts.put(field, text);
    }
  }
}
