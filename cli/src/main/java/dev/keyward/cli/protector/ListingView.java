package dev.keyward.cli.protector;

import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.WindowsThumbprint;
import dev.keyward.protector.listing.ListedWrapping;
import dev.keyward.protector.listing.ProtectorListing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A protector as its bytes say, under the words "not verified". It holds certificates and
 * algorithms only: no wrapped keys, no signature values, so it can be sent to strangers.
 */
final class ListingView {

  private final ProtectorListing listing;

  ListingView(ProtectorListing listing) {
    this.listing = listing;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    listing
        .difference()
        .ifPresent(fault -> lines.add("  differs from the published form at " + fault.message()));
    lines.add(
        "  sealed by wrapping "
            + listing.sealer().map(Text::printable).orElse("?")
            + ", says the document");
    lines.add(
        "  offline unwraps: "
            + listing.maxOfflineUnwraps().map(Text::printable).orElse("0")
            + " (not signed)");
    listing.wrappings().forEach(wrapping -> add(lines, wrapping));
    return lines;
  }

  private static void add(List<String> lines, ListedWrapping wrapping) {
    String parent = wrapping.parent().map(Text::printable).orElse("?");
    lines.add(
        "  wrapping " + wrapping.id().map(Text::printable).orElse("?") + ", parent " + parent);
    add(lines, "signing", wrapping.signing());
    add(lines, "encryption", wrapping.encryption());
    wrapping.algorithms().forEach(uri -> lines.add("    algorithm   " + Text.printable(uri)));
  }

  private static void add(
      List<String> lines, String role, Optional<GuardianCertificate> certificate) {
    lines.add(
        String.format(
            Locale.ROOT,
            "    %-11s %s",
            role,
            certificate.map(Certificates::line).orElse("no certificate")));
    certificate.ifPresent(there -> digests(lines, there));
  }

  private static void digests(List<String> lines, GuardianCertificate certificate) {
    lines.add("                sha256 " + certificate.thumbprint());
    lines.add("                sha1 " + WindowsThumbprint.of(certificate));
  }

  ProtectorAnswers.Listing answer() {
    return new ProtectorAnswers.Listing(
        false,
        listing.difference().map(fault -> fault.where() + ": " + fault.found()),
        listing.sealer(),
        listing.maxOfflineUnwraps(),
        List.copyOf(listing.algorithms()),
        listing.wrappings().stream().map(ListingView::answer).toList());
  }

  private static ProtectorAnswers.Said answer(ListedWrapping wrapping) {
    return new ProtectorAnswers.Said(
        wrapping.id(),
        wrapping.parent(),
        wrapping.signing().map(ListingView::answer),
        wrapping.encryption().map(ListingView::answer),
        List.copyOf(wrapping.algorithms()));
  }

  private static ProtectorAnswers.Certificate answer(GuardianCertificate certificate) {
    return new ProtectorAnswers.Certificate(
        CertificateAnswer.of(certificate), Base64.getEncoder().encodeToString(certificate.der()));
  }
}
