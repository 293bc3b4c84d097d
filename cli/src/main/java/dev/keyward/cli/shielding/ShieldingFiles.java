package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.PartInput;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.shielding.AnswerFile;
import dev.keyward.vm.shielding.ShieldingHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The answer file and the other files to be sealed; closing wipes the answer file from memory. */
final class ShieldingFiles implements AutoCloseable {

  static final OptionSpec ANSWER_FILE =
      OptionSpec.value(
          "answer-file",
          "F",
          "the answer file for Windows setup (unattend XML); - is standard input");
  static final OptionSpec FILE = OptionSpec.many("file", "NAME=F", "another file, under this name");
  static final OptionSpec MAX_SIZE =
      OptionSpec.value("max-file-size", "BYTES", "the largest size of each file (393216)");

  private static final int DEFAULT_MAX = 384 << 10;
  private static final int MOST = 64;

  private final PartInput input;
  private final AnswerFile answers;
  private final List<PartSource> parts = new ArrayList<>();

  private ShieldingFiles(PartInput input, SecretOutput content, AnswerFile answers) {
    this.input = input;
    this.answers = answers;
    parts.add(new PartSource(PartName.ANSWER_FILE, content.size(), content::content));
  }

  static ShieldingFiles of(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    int most = arguments.integer("max-file-size", 1, ShieldingHeader.MAX_PART, DEFAULT_MAX);
    String file = arguments.required("answer-file");
    PartInput input = new PartInput(session);
    try {
      int mostHere = Math.min(most, AnswerFile.MAX_SIZE);
      SecretOutput content =
          bounded(mostHere, AnswerFile.MAX_SIZE, () -> input.content(file, mostHere));
      ShieldingFiles files = new ShieldingFiles(input, content, answers(file, content));
      files.addOthers(arguments, most);
      return files;
    } catch (KeywardException | IOException | UsageException e) {
      input.close();
      throw e;
    }
  }

  /** The files that are sealed, so that none of them is written over. */
  static List<String> files(Arguments arguments) throws UsageException {
    List<String> files = new ArrayList<>(PartInput.files(arguments.values(FILE.name())));
    files.add(arguments.required(ANSWER_FILE.name()));
    return files;
  }

  /** What reads an input. */
  private interface Reading<T> {
    T read() throws KeywardException, IOException, UsageException;
  }

  /**
   * Says of what is too large how more can be allowed, if it can.
   *
   * @param most what is allowed now, in bytes
   * @param largest the most that can be allowed
   */
  private static <T> T bounded(int most, int largest, Reading<T> reading)
      throws KeywardException, IOException, UsageException {
    try {
      return reading.read();
    } catch (MalformedInputException e) {
      if (most >= largest || !e.fault().code().equals("too-large")) {
        throw e;
      }
      String hint = "--max-file-size BYTES allows more, up to " + largest;
      throw new MalformedInputException(e.fault().withHint(hint));
    }
  }

  private static AnswerFile answers(String file, SecretOutput content) throws KeywardException {
    byte[] bytes = content.copy();
    try {
      return AnswerFile.parse(bytes);
    } catch (MalformedInputException e) {
      throw e.within(file);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void addOthers(Arguments arguments, int most)
      throws KeywardException, IOException, UsageException {
    Map<PartName, String> files =
        PartInput.named(arguments.values("file"), "file", "NAME=F", PartName::file);
    for (Map.Entry<PartName, String> file : files.entrySet()) {
      parts.add(
          bounded(
              most,
              ShieldingHeader.MAX_PART,
              () -> input.file(file.getKey(), file.getValue(), most)));
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

  AnswerFile answers() {
    return answers;
  }

  List<PartSource> parts() {
    return parts;
  }

  @Override
  public void close() {
    input.close();
  }
}
