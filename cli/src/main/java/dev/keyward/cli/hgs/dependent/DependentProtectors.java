package dev.keyward.cli.hgs.dependent;

import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Place;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.List;

/**
 * The protectors that a service opens before a change and not after it. A protector that another
 * wrapping of the service still opens does not depend on the change. At most {@link #MOST_NAMED}
 * are kept by name; the others are counted.
 */
public final class DependentProtectors implements AuditReceiver {

  /** How many are named. */
  public static final int MOST_NAMED = 1000;

  private static final int MOST_CHARACTERS = 400;

  private final HgsDescription before;
  private final HgsDescription after;
  private final List<String> names = new ArrayList<>();
  private long count;
  private long unread;

  /** Compares a service with what it will be. */
  public DependentProtectors(HgsDescription before, HgsDescription after) {
    this.before = before;
    this.after = after;
  }

  @Override
  public void protector(AuditedProtector protector) {
    if (protector.standing() == Standing.UNREADABLE || protector.standing() == Standing.INVALID) {
      unread++;
    }
    if (!opens(before, protector.wrappings()) || opens(after, protector.wrappings())) {
      return;
    }
    count++;
    if (names.size() < MOST_NAMED) {
      names.add(named(protector.place()));
    }
  }

  private static boolean opens(HgsDescription service, List<WrappingCertificates> wrappings) {
    return wrappings.stream()
        .anyMatch(
            wrapping ->
                service
                        .enabled(CertificateUse.ENCRYPTION)
                        .anyMatch(own -> own.certificate().sameKeyAs(wrapping.encryption()))
                    && service
                        .enabled(CertificateUse.SIGNING)
                        .anyMatch(own -> own.certificate().sameKeyAs(wrapping.signing())));
  }

  /** The file, and the machine in it where it has a name. */
  private static String named(Place place) {
    String machine = place.vm().isEmpty() ? "" : " (" + place.unambiguous() + ")";
    return ForeignText.line(place.file() + machine, MOST_CHARACTERS);
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** How many files or protectors could not be judged. */
  public long unread() {
    return unread;
  }

  /** Where the first of them are. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
