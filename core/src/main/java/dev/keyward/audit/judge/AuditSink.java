package dev.keyward.audit.judge;

import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.guardian.Thumbprint;
import java.io.IOException;
import java.util.Optional;

/** Takes what an audit finds, in the order of the input. */
public interface AuditSink {

  /** The next input. */
  void begin(String name, boolean folder) throws IOException;

  /** The next input, which is a list of files. */
  void beginList(String name) throws IOException;

  /**
   * A file that was read whole, or a folder that cannot be listed.
   *
   * @param number its place in the walk through all inputs, from 0
   */
  void file(long number, FileExaminer.Result result) throws IOException;

  /** A long file, read in a stream; what it holds follows. */
  void beginLong(long number, Named file) throws IOException;

  /**
   * A protector of it.
   *
   * @param number its place in the export, from 0
   */
  void entry(long number, Examined examined) throws IOException;

  /** What is to be said of a long file as a whole, behind its protectors. */
  void remark(Examined examined) throws IOException;

  /** The end of a long file. */
  void endLong(LongEnd end) throws IOException;

  /** The end of the input. */
  void end(InputEnd end) throws IOException;

  /**
   * How a long file ended.
   *
   * @param entries how many protectors it held
   * @param bytes how many bytes were read
   * @param sha256 of all of them; empty where they were not read to the end
   * @param other its kind, where it is no export of protectors
   */
  record LongEnd(
      long entries, long bytes, Optional<Thumbprint> sha256, Optional<OtherKind> other) {}

  /**
   * What was walked through.
   *
   * @param files how many files, and folders that cannot be listed
   * @param links how many links were not followed
   * @param special how many pipes, sockets and devices there are
   * @param names a digest over all that was walked through, by kind and path
   */
  record InputEnd(long files, long links, long special, Thumbprint names) {}
}
