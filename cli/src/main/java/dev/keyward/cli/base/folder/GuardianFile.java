package dev.keyward.cli.base.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.CertificateFile;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.guardian.keyfile.RegistryStore;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.file.ExportedGuardian;
import dev.keyward.protector.file.GuardianExport;
import dev.keyward.protector.known.folder.CertificateNames.Candidate;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one file that may give names to certificates; its content says what kind it is. */
record GuardianFile(KeyFileInput keys) {

  /** The code of a file that is not about guardians at all. */
  static final String NOBODY = "no-guardian";

  private static final String UNNAMED = "guardian";
  private static final String BYTE_ORDER_MARKS = "\u00ef\u00bb\u00bf\u00ff\u00fe";

  /**
   * What a file holds.
   *
   * @param metadata and the name that the file gives it
   * @param certificates that came without metadata
   */
  record Content(Optional<Named> metadata, List<Candidate> certificates) {}

  /**
   * Metadata of a file.
   *
   * @param stem the name of the file without its ending
   */
  record Named(String stem, GuardianMetadata metadata) {

    /** The stem, or what comes nearest to it: a file may have any name. */
    GuardianName name() throws KeywardException {
      Optional<GuardianName> nearest = GuardianName.nearest(stem);
      return nearest.isPresent() ? nearest.get() : GuardianName.parse(UNNAMED);
    }
  }

  /**
   * Reads a file.
   *
   * @param source what holds one host's files alone, or nothing
   * @throws KeywardException if it gives no name
   */
  Content read(Path file, String source) throws KeywardException, IOException, UsageException {
    String name = RawName.of(file);
    byte[] content = SafeFiles.readAtMost(file, GuardianExport.MOST_BYTES);
    if (GuardianExport.isExport(content)) {
      return new Content(Optional.empty(), exported(content, name, source));
    }
    return switch (firstSign(content)) {
      case '<' -> new Content(Optional.of(metadata(content, name)), List.of());
      default -> new Content(Optional.empty(), certificates(content, name, source));
    };
  }

  private static Named metadata(byte[] content, String file) throws KeywardException {
    if (!mentionsMetadata(content)) {
      throw none();
    }
    GuardianMetadata metadata = GuardianMetadata.parse(content, "");
    String stem = file.replaceFirst("\\.[A-Za-z0-9]*$", "").replaceFirst("-metadata$", "");
    return new Named(stem, metadata);
  }

  /** Any other document of XML is no damaged metadata. UTF-16 has zeros between the letters. */
  private static boolean mentionsMetadata(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains("Metadata") || text.replace("\0", "").contains("Metadata");
  }

  private static List<Candidate> exported(byte[] content, String file, String source)
      throws KeywardException {
    List<Candidate> candidates = new ArrayList<>();
    for (ExportedGuardian guardian : GuardianExport.parse(content)) {
      Optional<String> owner =
          guardian.host().or(() -> Optional.of(source).filter(text -> !text.isEmpty()));
      for (GuardianCertificate certificate : guardian.certificates()) {
        candidates.add(new Candidate(certificate, guardian.name(), file, owner));
      }
    }
    return candidates;
  }

  private List<Candidate> certificates(byte[] content, String file, String source)
      throws KeywardException, IOException, UsageException {
    boolean locked = CertificateFile.isPkcs12(content);
    KeySource opened =
        new KeySource(content, locked ? Optional.of(keys.given()) : Optional.empty(), "");
    List<GuardianCertificate> certificates = certificates(opened);
    // A file with keys or a store is one host's own, as a folder is, unless the other half lies
    // beside it.
    boolean own = locked || RegistryStore.isIn(content);
    boolean whole = own && source.isEmpty() && certificates.size() > 1;
    String owner = whole ? file : source;
    return certificates.stream()
        .map(
            certificate ->
                new Candidate(
                    certificate,
                    Optional.empty(),
                    file,
                    Optional.of(owner).filter(text -> !text.isEmpty())))
        .toList();
  }

  private static List<GuardianCertificate> certificates(KeySource opened) throws KeywardException {
    try {
      return CertificateFile.read(opened);
    } catch (MalformedInputException e) {
      throw e.fault().code().equals("bad-certificate") ? none() : e;
    }
  }

  private static MalformedInputException none() {
    return new MalformedInputException(
        Fault.of(NOBODY, "", "no metadata and no certificate", "metadata or certificates"));
  }

  /** The first character that is no blank, behind a byte order mark and in UTF-16 too. */
  private static char firstSign(byte[] content) throws MalformedInputException {
    for (byte sign : content) {
      boolean mark = BYTE_ORDER_MARKS.indexOf(sign & 0xff) >= 0;
      if (!mark && (sign < 0 || sign > ' ')) {
        return (char) (sign & 0xff);
      }
    }
    throw none();
  }
}
