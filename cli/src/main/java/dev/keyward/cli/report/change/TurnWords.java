package dev.keyward.cli.report.change;

import dev.keyward.audit.diff.DiffParty;
import dev.keyward.audit.diff.Turn;
import dev.keyward.audit.result.Party;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ShortPrint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a guardian set changed, in words for one line; labels are as the audits have them. */
public final class TurnWords {

  private TurnWords() {}

  /** Such as {@code let in: branch-hgs; sealed by central-it}. */
  public static String of(Turn turn, Optional<Party> sealer) {
    List<String> parts = new ArrayList<>();
    turn.owner()
        .ifPresent(
            owner ->
                parts.add(
                    "owner: " + owner(owner.before()) + " before, now " + owner(owner.after())));
    if (!turn.letIn().isEmpty()) {
      parts.add("let in: " + labels(turn.letIn()));
    }
    if (!turn.takenOut().isEmpty()) {
      parts.add("taken out: " + labels(turn.takenOut()));
    }
    for (Turn.OtherKey each : turn.otherKeys()) {
      parts.add(
          "other key of one name: "
              + withKey(each.before())
              + " before, now "
              + withKey(each.after()));
    }
    sealer.ifPresent(party -> parts.add("sealed by " + party.label()));
    return String.join("; ", parts);
  }

  private static String owner(Optional<DiffParty> owner) {
    return owner.map(party -> party.party().label()).orElse("nobody known");
  }

  private static String labels(List<DiffParty> parties) {
    return parties.stream().map(party -> party.party().label()).collect(Collectors.joining(", "));
  }

  /** A label with the start of the signing key; that of a stranger has such a start already. */
  public static String withKey(DiffParty party) {
    Optional<Thumbprint> print =
        party
            .key()
            .or(() -> party.party().signing())
            .filter(each -> party.party().name().isPresent());
    return party.party().label()
        + print
            .map(
                each ->
                    " [" + ShortPrint.of(each.toString(), GuardianCertificate.LABEL_DIGITS) + "]")
            .orElse("");
  }
}
