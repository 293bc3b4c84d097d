package dev.keyward.cli.report.audit.rows;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.cli.report.Inert;
import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.finding.VmFacts;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first protectors, as small as a page needs them: parties and sets are numbers. */
public final class MatrixRows {

  /** Names are cut here; nobody reads the rest in a table. */
  public static final int MOST_IN_NAME = 120;

  /** How many guardians of one protector, and how many parties in all, are kept by name. */
  private static final int MOST_GUARDIANS = 100;

  private static final int MOST_PARTIES = 10_000;

  /** How many files with the same protector of a VM are named. */
  private static final int MOST_COPIES = 4;

  /** No party: there is none, or one too many to be kept. */
  static final int NOBODY = -1;

  private final int most;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Party> parties = new ArrayList<>();
  private final Map<GuardianSet, Integer> sets = new HashMap<>();
  private final Map<String, Integer> byMachine = new HashMap<>();

  /** At most so many. */
  public MatrixRows(int most) {
    this.most = most;
  }

  /**
   * What is kept of one protector.
   *
   * @param vm cut and made printable
   * @param file the same
   * @param unnamed how many guardians are not among {@code guardians}
   */
  record Row(
      String vm,
      String file,
      Standing standing,
      Optional<Severity> worst,
      int findings,
      List<FindingCode> codes,
      int set,
      int owner,
      int sealer,
      int[] guardians,
      int unnamed,
      Optional<Machine> machine) {

    private Row with(Machine other) {
      return new Row(
          vm,
          file,
          standing,
          worst,
          findings,
          codes,
          set,
          owner,
          sealer,
          guardians,
          unnamed,
          Optional.of(other));
    }
  }

  /**
   * What Hyper-V's own files say of a machine.
   *
   * @param id made printable
   * @param last whether this is the last known good protector itself
   * @param copies how many more files hold the same
   * @param files the first of them, made printable
   */
  record Machine(
      String id,
      Optional<Boolean> tpm,
      VmFacts.Files says,
      boolean last,
      long copies,
      List<String> files) {

    static Optional<Machine> of(AuditedProtector protector) {
      VmFacts facts = protector.facts();
      String id = protector.place().mark().id().orElse("");
      return facts
          .files()
          .map(
              says ->
                  new Machine(
                      Inert.name(id, MOST_IN_NAME),
                      facts.tpm(),
                      says,
                      protector.place().lastKnownGood(),
                      0,
                      List.of()));
    }

    private Machine in(String file) {
      List<String> more = new ArrayList<>(files);
      if (more.size() < MOST_COPIES) {
        more.add(Inert.name(file, MOST_IN_NAME));
      }
      return new Machine(id, tpm, says, last, copies + 1, List.copyOf(more));
    }
  }

  /** Keeps a protector, while there is room. */
  public void add(AuditedProtector protector) {
    if (rows.size() < most) {
      if (protector.facts().files().isPresent()) {
        byMachine.putIfAbsent(identity(protector), rows.size());
      }
      rows.add(row(protector));
    }
  }

  /** Adds a file to the row of the same protector of that VM, if it is kept. */
  public void addCopy(AuditedProtector copy) {
    Integer number = byMachine.get(identity(copy));
    if (number != null) {
      Row row = rows.get(number);
      rows.set(number, row.with(row.machine().orElseThrow().in(copy.place().file())));
    }
  }

  private static String identity(AuditedProtector protector) {
    Place place = protector.place();
    return place.mark().id().map(VmName::folded).orElse("")
        + "\n"
        + place.entry()
        + protector.sha256();
  }

  /** Whether one of them comes from Hyper-V's own files. */
  boolean hasMachines() {
    return !byMachine.isEmpty();
  }

  List<Row> rows() {
    return rows;
  }

  /** The number of the party that is called so, if a row has it. */
  int party(String label) {
    return numbers.getOrDefault(label, NOBODY);
  }

  /** What the parties are called, by their numbers. */
  String[] labels(AuditSummary summary) {
    return parties.stream().map(party -> summary.distinct(party).label()).toArray(String[]::new);
  }

  /** The number of this set, if a row has it. */
  Optional<Integer> set(GuardianSet set) {
    return Optional.ofNullable(sets.get(set));
  }

  private Row row(AuditedProtector protector) {
    List<FindingCode> codes =
        protector.open().stream()
            .map(Finding::code)
            .distinct()
            .sorted(Comparator.comparing(FindingCode::ordinal))
            .toList();
    int[] guardians =
        protector.set().guardians().stream()
            .limit(MOST_GUARDIANS)
            .mapToInt(this::number)
            .filter(number -> number != NOBODY)
            .toArray();
    String file = protector.place().file();
    var entry = protector.place().entry();
    return new Row(
        Inert.name(protector.place().vm(), MOST_IN_NAME),
        Inert.name(file, MOST_IN_NAME) + (entry.isPresent() ? " #" + entry.getAsInt() : ""),
        protector.standing(),
        protector.worst(),
        protector.open().size(),
        codes,
        sets.computeIfAbsent(protector.set(), set -> sets.size()),
        protector.set().owner().map(this::number).orElse(NOBODY),
        protector.sealer().map(this::number).orElse(NOBODY),
        guardians,
        protector.set().guardians().size() - guardians.length,
        Machine.of(protector));
  }

  private int number(Party party) {
    Integer known = numbers.get(party.label());
    if (known == null && parties.size() < MOST_PARTIES) {
      known = parties.size();
      numbers.put(party.label(), known);
      parties.add(party);
    }
    return known == null ? NOBODY : known;
  }
}
