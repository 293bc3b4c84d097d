package dev.keyward.cli.console;

import dev.keyward.Fault;
import dev.keyward.file.SafeFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Says in Keyward's words what the file system or the network said in Java's. */
public final class IoFault {

  /** The code of an output that is there already, where {@code --force} may help. */
  public static final String ALREADY_EXISTS = "already-exists";

  /** The code of a disk that is full. */
  public static final String NO_SPACE = "no-space";

  /** The code of an output whose reader closed it before the end. */
  public static final String READER_GONE = "reader-gone";

  /** The code of an output that is a link to another file. */
  private static final String IS_A_LINK = "is-a-link";

  private IoFault() {}

  /** The parts of {@code error}, without a class name. */
  public static Fault of(IOException error) {
    if (error instanceof FileSystemException failure) {
      return ofFile(failure);
    }
    String message = message(error);
    if (error instanceof UnknownHostException) {
      return Fault.of("unreachable", message, "no such host", "");
    }
    if (error instanceof ConnectException) {
      return Fault.of("unreachable", "", "no connection: " + message, "");
    }
    if (error instanceof CharacterCodingException) {
      return Fault.of("not-text", "", "bytes that are not UTF-8", "text");
    }
    if (error instanceof FileNotFoundException) {
      return Fault.of("no-such-file", "", message, "");
    }
    return Fault.of(code(message), "", message, "");
  }

  private static Fault ofFile(FileSystemException failure) {
    String file = failure.getFile() == null ? "" : failure.getFile();
    if (failure instanceof NoSuchFileException) {
      return Fault.of("no-such-file", file, "no such file", "");
    }
    if (failure instanceof AccessDeniedException) {
      String reason = failure.getReason() == null ? "" : ": " + failure.getReason();
      return Fault.of("not-allowed", file, "not allowed to read or write" + reason, "");
    }
    if (failure instanceof FileAlreadyExistsException && isOfAnotherKind(failure)) {
      return Fault.of("not-a-file", file, "what " + failure.getReason(), "a file");
    }
    if (failure instanceof FileAlreadyExistsException) {
      return Fault.of(ALREADY_EXISTS, file, "already exists", "");
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return Fault.of("not-empty", file, "a folder that is not empty", "");
    }
    if (failure instanceof NotDirectoryException) {
      return Fault.of("not-a-folder", file, "not a folder", "");
    }
    if (SafeFiles.isReaderGone(failure)) {
      return Fault.of(READER_GONE, file, failure.getReason(), "");
    }
    if (SafeFiles.refusedLink(failure)) {
      return Fault.of(IS_A_LINK, file, failure.getReason(), "a file")
          .withHint("if you want to change it, name the file: " + failure.getOtherFile());
    }
    String reason = failure.getReason() == null ? "cannot be used" : plain(failure.getReason());
    return Fault.of(code(reason), file, reason, "");
  }

  /** Whether a folder or device is in the way, which no option replaces by a file. */
  private static boolean isOfAnotherKind(FileSystemException failure) {
    return failure.getReason() != null && failure.getReason().startsWith("is ");
  }

  private static String code(String message) {
    if (message.startsWith("open in another program")) {
      return "in-use";
    }
    boolean full = message.contains("no space left") || message.contains("not enough space");
    return full ? NO_SPACE : "io";
  }

  private static String message(IOException error) {
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? "input or output failed (" + error.getClass().getSimpleName() + ")"
        : plain(message);
  }

  /** In the form of Keyward's messages: one line, a small letter first, no full stop. */
  private static String plain(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    String rest = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    boolean word = rest.length() > 1 && Character.isLowerCase(rest.charAt(1));
    return word ? rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1) : rest;
  }
}
