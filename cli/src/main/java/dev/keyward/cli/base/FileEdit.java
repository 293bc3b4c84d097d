package dev.keyward.cli.base;

import dev.keyward.cli.args.UsageException;
import dev.keyward.file.InPlaceEdit;
import java.io.IOException;

/** An edit of a file in its place, as commands begin it. */
public final class FileEdit {

  private FileEdit() {}

  /**
   * Begins, and warns where the file has other names: these keep the old content.
   *
   * @param file as the user named it
   */
  public static InPlaceEdit begin(Session session, String file) throws IOException, UsageException {
    InPlaceEdit edit = InPlaceEdit.of(session.path(file));
    int others = edit.otherNames();
    if (others > 0) {
      session
          .console()
          .warning(
              file
                  + ": the file has "
                  + Text.count(others, "other name")
                  + " (hard links), and "
                  + (others == 1 ? "it keeps" : "they keep")
                  + " the old content");
    }
    return edit;
  }

  /** Puts what was written in the place of the file, and says where it has another owner then. */
  public static void commit(Session session, String file, InPlaceEdit edit) throws IOException {
    edit.commit();
    edit.formerOwner()
        .ifPresent(
            owner ->
                session
                    .console()
                    .warning(
                        file
                            + ": the file was "
                            + owner
                            + "'s file and is yours now; only an administrator can give it back"));
  }
}
