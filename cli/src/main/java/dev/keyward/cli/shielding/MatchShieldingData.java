package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.template.CatalogInput;
import dev.keyward.cli.template.CatalogView;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.text.NameDifference;
import dev.keyward.vm.shielding.ShieldingData;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import dev.keyward.vm.template.CatalogHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code shielding-data match}: whether a template disk is one that the owner accepts. */
public final class MatchShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "match",
        "FILE CATALOG",
        "check whether shielding data accepts the disk of a catalog",
        List.of(OwnerPin.OPTION),
        ShieldingNotes.FORMAT
            + " Name and signer must be exactly those of one of the disks that the owner named, and"
            + " the version as the owner said. template verify checks whether a disk is still the"
            + " one in the catalog.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(2).operand(0);
    String catalogFile = arguments.operand(1);
    CatalogHeader disk = new CatalogInput(session).readBehind(file, catalogFile).header();
    Roster roster = new Roster(session);
    OwnerPin owner = OwnerPin.of(arguments, roster);
    KnownGuardians known = roster.known();
    CatalogView catalog = new CatalogView(disk, known);
    try (ShieldingData data = new ShieldingInput(session).open(file, owner)) {
      ShieldingView view = new ShieldingView(data, known);
      Match match = new Match(file, catalogFile, data.header(), disk);
      if (session.console().json()) {
        session.console().json("shielding-data-match", match.answer(view));
      } else {
        match.lines(view, catalog).forEach(session.console()::line);
      }
      List<String> warnings = view.ownerWarnings(session.now());
      warnings.forEach(warning -> session.console().warning(file + ": " + warning));
      catalog
          .warning(session.now())
          .ifPresent(warning -> session.console().warning(catalogFile + ": " + warning));
      return match.accepted() ? ExitCode.DONE : ExitCode.ANSWER_NO;
    }
  }

  private record Match(String file, String catalog, ShieldingHeader header, CatalogHeader disk) {

    boolean accepted() {
      return header.accepts(disk);
    }

    List<String> lines(ShieldingView view, CatalogView catalogView) {
      List<String> lines = new ArrayList<>();
      lines.add(file + (accepted() ? ": accepts " : ": does not accept ") + catalogView.disk());
      lines.add("  signed by " + catalogView.signer());
      header.qualifiers().forEach(each -> lines.add("  " + MatchShieldingData.answer(each, disk)));
      lines.add("  according to the owner: " + view.owner());
      return lines;
    }

    ShieldingAnswer.Matched answer(ShieldingView view) {
      return new ShieldingAnswer.Matched(
          file,
          catalog,
          accepted(),
          new ShieldingAnswer.Disk(
              disk.name().text(), disk.signerId().toString(), disk.version().toString()),
          header.qualifiers().stream().map(each -> judged(each, disk)).toList(),
          Optional.of(view.ownerAnswer()));
    }
  }

  private static String answer(VolumeIdQualifier qualifier, CatalogHeader disk) {
    Set<VolumeIdQualifier.Difference> wrong = qualifier.differences(disk);
    String words = ShieldingView.words(qualifier);
    return wrong.isEmpty()
        ? "yes: " + words
        : "no, wrong "
            + names(wrong).stream().collect(Collectors.joining(" and "))
            + ": "
            + words
            + alike(qualifier, disk);
  }

  /** Says where two names differ that look the same. */
  private static String alike(VolumeIdQualifier qualifier, CatalogHeader disk) {
    return NameDifference.of(disk.name().text(), qualifier.name().text())
        .map(difference -> "; the names " + difference)
        .orElse("");
  }

  private static List<String> names(Set<VolumeIdQualifier.Difference> differences) {
    List<String> names = new ArrayList<>();
    differences.forEach(each -> names.add(each.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  private static ShieldingAnswer.Judged judged(VolumeIdQualifier qualifier, CatalogHeader disk) {
    return new ShieldingAnswer.Judged(
        ShieldingAnswer.Qualifier.of(qualifier), names(qualifier.differences(disk)));
  }
}
