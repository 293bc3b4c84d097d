package dev.keyward.cli.view;

import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PermittedGuardian;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whom a header addresses its file to, by the names known here. */
public final class AddresseesView {

  private final Addressees addressees;
  private final VerifiedProtector protector;
  private final KnownGuardians known;
  private final VerifiedView view;

  public AddresseesView(
      Addressees addressees, VerifiedProtector protector, KnownGuardians known, VerifiedView view) {
    this.addressees = addressees;
    this.protector = protector;
    this.known = known;
    this.view = view;
  }

  /** The name here, or that the owner's name for itself is all there is. */
  public String owner() {
    return known
        .signerName(addressees.certificate())
        .orElseGet(
            () ->
                "unknown here ("
                    + view.start(addressees.certificate())
                    + "), calls itself "
                    + addressees.owner().name()
                    + (isNameOfAnother() ? ", which is another guardian here" : ""));
  }

  /**
   * Warnings about the owner: unknown here, since anybody can sign for themselves, or with a
   * certificate that is not valid now.
   */
  public List<String> ownerWarnings(Instant now) {
    List<String> warnings = new ArrayList<>();
    if (known.signerName(addressees.certificate()).isEmpty()) {
      warnings.add("the owner is " + owner() + "; --owner NAME requires the owner that you expect");
    }
    dateWarning(now).ifPresent(warnings::add);
    return warnings;
  }

  /** The warning about an owner whose certificate is not valid now. */
  public Optional<String> dateWarning(Instant now) {
    return new EndedCertificates(now).warning("the owner's certificate", addressees.certificate());
  }

  /** Warnings about a file whose signatures are all valid. */
  public List<String> warnings(Instant now) {
    List<String> warnings = new ArrayList<>(view.warnings());
    warnings.addAll(new EndedCertificates(now).warnings(addressees, protector, view));
    warnings.addAll(new KeyStrength().warnings(protector));
    return warnings;
  }

  /** Such as {@code " of contoso"}; empty where the owner's key is not known here. */
  public String of() {
    return known.signerName(addressees.certificate()).map(name -> " of " + name).orElse("");
  }

  private boolean isNameOfAnother() {
    return known.knows(addressees.owner().name().toString());
  }

  /** A line for each guardian. */
  public List<String> guardians() {
    return addressees.guardians().stream()
        .map(
            guardian -> String.format(Locale.ROOT, "    %-20s %s", guardian.name(), here(guardian)))
        .toList();
  }

  /** The header has digests only; the certificates that tell the name are in the wrapping. */
  private String here(PermittedGuardian guardian) {
    return wrapping(guardian).map(this::name).orElse("permitted, without a wrapping");
  }

  private Optional<Wrapping> wrapping(PermittedGuardian guardian) {
    return protector.wrappings().stream().filter(guardian::owns).findFirst();
  }

  private String name(Wrapping wrapping) {
    String name = view.name(wrapping);
    return name.startsWith("unknown") ? "permitted, " + name : "permitted, known here as " + name;
  }

  public AddresseesAnswer answer() {
    return new AddresseesAnswer(
        new AddresseesAnswer.Owner(
            AddresseesAnswer.Permitted.of(
                addressees.owner(), Optional.of(addressees.certificate())),
            known.signerName(addressees.certificate())),
        addressees.guardians().stream().map(this::permitted).toList());
  }

  private AddresseesAnswer.Permitted permitted(PermittedGuardian guardian) {
    return AddresseesAnswer.Permitted.of(guardian, wrapping(guardian).map(Wrapping::signing));
  }
}
