package dev.keyward.audit.site.report;

import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parties of a report by their labels, which is all that its rows and sets have of them. */
public final class Labels {

  private final Map<String, Party> parties = new HashMap<>();

  public Labels(List<SiteParty> parties) {
    for (SiteParty each : parties) {
      this.parties.putIfAbsent(each.party().label(), each.party());
    }
  }

  /** A set with all that is known of its parties. */
  public GuardianSet known(GuardianSet set) {
    return new GuardianSet(
        set.owner().map(this::known), set.guardians().stream().map(this::known).toList());
  }

  /** A party with all that is known of it: of a protector that is not valid it is the label. */
  public Party known(Party party) {
    return parties.getOrDefault(party.label(), party);
  }
}
