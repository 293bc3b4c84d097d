package dev.keyward.cli.fleet;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.fleet.CertificateCalendar;
import dev.keyward.fleet.CertificateCalendar.Entry;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.WindowsThumbprint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code fleet certificates}: what ends when, and whom to tell. */
public final class ListFleetCertificates implements Command {

  private static final int MOST_NAMES = 6;

  /** All of them by their end. */
  @Answer.To("fleet-certificates")
  record Calendar(Instant clock, List<Listed> certificates, long left) implements Answer {}

  /** One of them. */
  record Listed(
      Instant ends,
      boolean ended,
      String use,
      String guardian,
      Thumbprint sha256,
      @Answer.IfPresent Optional<Instant> renewedUntil,
      long machines,
      List<String> vms,
      List<String> owners,
      @Answer.IfPresent Optional<String> sha1,
      @Answer.IfPresent Optional<List<String>> hosts)
      implements Answer {

    static Listed of(Entry entry, Instant now) {
      Instant end = entry.certificate().notAfter();
      return new Listed(
          end,
          end.isBefore(now),
          entry.use().word(),
          entry.guardian(),
          entry.certificate().thumbprint(),
          entry.renewed(),
          entry.machines(),
          entry.vms(),
          entry.owners(),
          Optional.of(WindowsThumbprint.of(entry.certificate()))
              .filter(sha1 -> !entry.hosts().isEmpty()),
          Optional.of(entry.hosts()).filter(hosts -> !hosts.isEmpty()));
    }
  }

  @Override
  public Verb verb() {
    return new Verb(
        "fleet",
        "certificates",
        "[TOPOLOGY.yaml]",
        "list certificates by their end, with the machines and owners that depend on them",
        List.of(
            FleetSetting.PROTECTORS,
            Options.GUARDIANS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV),
        "With a topology it lists those of its services, with the attestation certificates of their"
            + " folders, and those of its hosts in local mode; else those of everybody in the"
            + " protectors, in the store and in --guardians. If a service renewed a certificate"
            + " over the same key, the list says so: protector renew puts the new one into the"
            + " protectors.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<String> topology = arguments.operands().stream().findFirst();
    arguments.exactly(topology.isPresent() ? 1 : 0).requiredValues("protectors");
    if (topology.isEmpty() && !arguments.has("guardians")) {
      throw new UsageException("TOPOLOGY.yaml is missing, or --guardians PATH");
    }
    CertificateCalendar calendar = new FleetSetting(arguments, session).calendar(topology);
    Instant now = session.now();
    List<Entry> entries = calendar.entries();
    if (session.console().json()) {
      List<Listed> listed = entries.stream().map(each -> Listed.of(each, now)).toList();
      session.console().json("fleet-certificates", new Calendar(now, listed, calendar.left()));
      return ExitCode.DONE;
    }
    for (Entry each : entries) {
      lines(each, now).forEach(session.console()::line);
    }
    if (calendar.left() > 0) {
      session.console().warning(calendar.left() + " certificates were left out: too many");
    }
    return ExitCode.DONE;
  }

  private static List<String> lines(Entry entry, Instant now) {
    Instant end = entry.certificate().notAfter();
    long days = Duration.between(now, end).toDays();
    String when = end.isBefore(now) ? "ended" : "in " + Text.count(days, "day");
    String renewed =
        entry.renewed().map(until -> ", renewed until " + Certificates.day(until)).orElse("");
    String first =
        String.format(
            Locale.ROOT,
            "%s  %-12s %-11s %s%s",
            Certificates.day(end),
            when,
            entry.use().word(),
            Text.printable(entry.guardian()),
            renewed);
    String carried =
        entry.machines() == 0
            ? "no protector uses it"
            : Text.count(entry.machines(), "protector")
                + ": "
                + first(entry.vms().stream().map(Text::listed), entry.machines())
                + "; owners: "
                + first(entry.owners().stream().map(Text::printable), entry.owners().size());
    List<String> lines = new ArrayList<>(List.of(first));
    lines.add("            sha256 " + entry.certificate().thumbprint());
    if (!entry.hosts().isEmpty()) {
      lines.add("            sha1   " + WindowsThumbprint.of(entry.certificate()));
      String hosts = first(entry.hosts().stream().map(Text::printable), entry.hosts().size());
      lines.add("            on " + hosts);
    }
    lines.add("            " + carried);
    return lines;
  }

  private static String first(Stream<String> shown, long count) {
    return Text.first(shown.limit(MOST_NAMES).toList(), MOST_NAMES, count);
  }
}
