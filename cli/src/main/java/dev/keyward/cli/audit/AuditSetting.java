package dev.keyward.cli.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.Audit;
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.AuditShard;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Shard;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.cli.report.IcuSkeletons;
import dev.keyward.cli.view.Addressing;
import dev.keyward.file.SafeFiles;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an audit was asked for, every word of it checked before the work begins.
 *
 * @param sources what to audit
 * @param known who has a name
 * @param policy what is demanded
 * @param basis what reports say of where all that came from
 */
public record AuditSetting(
    List<AuditSource> sources, KnownGuardians known, AuditPolicy policy, AuditBasis basis) {

  private static final int MOST_POLICY = 1 << 20;
  private static final int MOST_DAYS = 3650;
  private static final int DEFAULT_DAYS = 90;

  static AuditSetting of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return of(arguments, AuditSources.of(arguments, session), session);
  }

  /** The same for some of the operands. */
  static AuditSetting ofSome(Arguments arguments, List<String> operands, Session session)
      throws KeywardException, IOException, UsageException {
    return of(arguments, AuditSources.of(operands, session), session);
  }

  private static AuditSetting of(Arguments arguments, List<AuditSource> sources, Session session)
      throws KeywardException, IOException, UsageException {
    Duration within = within(arguments, DEFAULT_DAYS);
    List<String> names = new ArrayList<>();
    KnownGuardians known = known(arguments, session, names);
    Optional<String> path = arguments.value("policy");
    Optional<byte[]> file = Optional.empty();
    AuditPolicy policy = AuditPolicy.none();
    if (path.isPresent()) {
      file = Optional.of(SafeFiles.readAtMost(session.path(path.get()), MOST_POLICY));
      policy = AuditPolicy.parse(file.get(), path.get());
      requireKnown(policy, known, path.get());
    }
    Optional<AuditInput> origin = file.map(bytes -> input(path.get(), bytes));
    return new AuditSetting(
        sources,
        known,
        policy,
        new AuditBasis(
            session.now().truncatedTo(ChronoUnit.SECONDS),
            within,
            origin,
            names,
            arguments.has("strict")));
  }

  /** The same, judged at another moment. */
  AuditSetting at(Instant clock) {
    AuditBasis other =
        new AuditBasis(clock, basis.within(), basis.policy(), basis.names(), basis.strict());
    return new AuditSetting(sources, known, policy, other);
  }

  /** Audits everything; a bar shows how far it has come. */
  AuditSummary audit(AuditReceiver receiver, AuditOutputs outputs, Console console)
      throws IOException {
    AuditLoad load = AuditLoad.of(sources, console);
    try (Progress bar = console.progress("auditing", load.bytes())) {
      Audit.Yardstick yardstick = new Audit.Yardstick(known, policy, load.engine());
      return new Audit(yardstick, basis, receiver, bar::stepBy)
          .without(outputs.files())
          .tellingLinks(links(console))
          .listingTo(outputs.listing())
          .comparing(new IcuSkeletons())
          .run(sources);
    }
  }

  /** Audits a share of everything and writes it; returns how many results are in it. */
  long audit(Shard shard, OutputStream out, AuditOutputs outputs, Console console)
      throws IOException {
    AuditLoad load = AuditLoad.of(sources, console, shard.of());
    try (Progress bar = console.progress("auditing", load.bytes() / shard.of())) {
      Audit.Yardstick yardstick = new Audit.Yardstick(known, policy, load.engine());
      return new AuditShard(yardstick, basis, shard, bar::stepBy)
          .without(outputs.files())
          .tellingLinks(links(console))
          .run(sources, out);
    }
  }

  private static Consumer<String> links(Console console) {
    return console.verbose() ? link -> console.note(link + ": a link, not followed") : link -> {};
  }

  /** The gravest severity that is still accepted lies below this one. */
  public static Severity failOn(Arguments arguments) throws UsageException {
    return arguments.oneOf(
        "fail-on", Map.of("error", Severity.ERROR, "warning", Severity.WARNING), Severity.ERROR);
  }

  /** The days of {@code --within}, or so many. */
  public static Duration within(Arguments arguments, int otherwise) throws UsageException {
    String text = arguments.value("within").orElse(otherwise + "d");
    int days =
        text.matches("[0-9]{1,4}d") ? Integer.parseInt(text.substring(0, text.length() - 1)) : -1;
    if (days < 0 || days > MOST_DAYS) {
      throw new UsageException(
          "--within is \"" + text + "\", expected days from 0d to " + MOST_DAYS + "d");
    }
    return Duration.ofDays(days);
  }

  private static KnownGuardians known(Arguments arguments, Session session, List<String> names)
      throws KeywardException, IOException, UsageException {
    StoredGuardian.Listing contents = new Roster(session).contents();
    KnownGuardians known = Roster.known(contents);
    session
        .missingStore()
        .ifPresent(store -> names.add("the guardian store " + store + ", which is not there"));
    if (!known.isEmpty() || !contents.damaged().isEmpty()) {
      String damaged = session.storeGaps().aboutDamaged().map(all -> ", where " + all).orElse("");
      names.add("the guardian store " + session.store() + damaged);
    }
    names.addAll(ServiceFolders.named(arguments));
    return ServiceFolders.andGuardians(known, arguments, session);
  }

  private static AuditInput input(String path, byte[] content) {
    return new AuditInput(path, false, 1, content.length, Thumbprint.of(content));
  }

  /** A name that nobody knows would never match, and its rule would silently do nothing. */
  private static void requireKnown(AuditPolicy policy, KnownGuardians known, String path)
      throws MalformedInputException, UsageException {
    for (Map.Entry<String, String> named : policy.names().entrySet()) {
      if (Addressing.label(known, named.getKey()).isEmpty()) {
        throw new MalformedInputException(
            Fault.of(
                    "unknown-guardian",
                    path + ": " + named.getValue(),
                    "the name " + named.getKey() + ", which no known guardian has",
                    "a guardian of the store or of --guardians, or a thumbprint")
                .withHint("--guardians PATH takes names from metadata and certificates"));
      }
    }
  }
}
