package dev.keyward.cli.shielding;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.shielding.AnswerFile;
import dev.keyward.vm.shielding.ShieldingHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The answer file and the other files to be sealed; closing wipes the answer file from memory. */
final class ShieldingFiles implements AutoCloseable {

  static final OptionSpec ANSWER_FILE =
      OptionSpec.value("answer-file", "F", "the answer file for Windows setup (unattend XML)");
  static final OptionSpec FILE = OptionSpec.many("file", "NAME=F", "another file, by a name");
  static final OptionSpec MAX_SIZE =
      OptionSpec.value("max-file-size", "BYTES", "the most of each file (393216)");

  private static final int DEFAULT_MAX = 384 << 10;
  private static final int MOST = 64;

  private final byte[] content;
  private final AnswerFile answers;
  private final List<PartSource> parts = new ArrayList<>();

  private ShieldingFiles(byte[] content, AnswerFile answers) {
    this.content = content;
    this.answers = answers;
    parts.add(
        new PartSource(
            PartName.ANSWER_FILE, content.length, () -> new ByteArrayInputStream(content)));
  }

  static ShieldingFiles of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    int most = arguments.integer("max-file-size", 1, ShieldingHeader.MAX_PART, DEFAULT_MAX);
    String file = arguments.required("answer-file");
    byte[] content = answerFile(file, session, Math.min(most, AnswerFile.MAX_SIZE));
    try {
      ShieldingFiles files = new ShieldingFiles(content, answers(file, content));
      files.addOthers(arguments, session, most);
      return files;
    } catch (KeywardException | IOException | UsageException e) {
      Arrays.fill(content, (byte) 0);
      throw e;
    }
  }

  private static byte[] answerFile(String file, Session session, int most)
      throws KeywardException, IOException, UsageException {
    try (InputStream in = SafeFiles.open(session.path(file))) {
      byte[] content = in.readNBytes(most);
      if (in.read() >= 0) {
        throw tooLarge(file, "more than " + most + " bytes", most);
      }
      return content;
    }
  }

  private static AnswerFile answers(String file, byte[] content) throws KeywardException {
    try {
      return AnswerFile.parse(content);
    } catch (MalformedInputException e) {
      throw e.within(file);
    }
  }

  private void addOthers(Arguments arguments, Session session, int most)
      throws KeywardException, IOException, UsageException {
    Set<PartName> names = new HashSet<>();
    for (String option : arguments.values("file")) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--file takes NAME=F");
      }
      PartName name = name(option.substring(0, equals));
      if (!names.add(name)) {
        throw new UsageException("--file " + option.substring(0, equals) + " is given twice");
      }
      parts.add(part(name, option.substring(equals + 1), session, most));
    }
    if (parts.size() > MOST) {
      throw new UsageException("more than " + (MOST - 1) + " files besides the answer file");
    }
    long total = parts.stream().mapToLong(PartSource::size).sum();
    if (total > ShieldingHeader.MAX_TOTAL) {
      throw new UsageException(
          "files of " + total + " bytes together, more than " + ShieldingHeader.MAX_TOTAL);
    }
  }

  private static PartName name(String text) throws UsageException {
    try {
      return PartName.file(text);
    } catch (KeywardException e) {
      throw new UsageException("--file: " + e.getMessage());
    }
  }

  private static PartSource part(PartName name, String file, Session session, int most)
      throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    long size = Files.size(path);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(file + " is no regular file");
    }
    if (size > most) {
      throw tooLarge(file, size + " bytes", most);
    }
    return new PartSource(name, size, () -> SafeFiles.open(path));
  }

  private static MalformedInputException tooLarge(String file, String found, int most) {
    return new MalformedInputException(
        Fault.of("too-large", file, found, "at most " + most)
            .withHint("--max-file-size BYTES allows more, up to " + ShieldingHeader.MAX_PART));
  }

  AnswerFile answers() {
    return answers;
  }

  List<PartSource> parts() {
    return parts;
  }

  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }
}
