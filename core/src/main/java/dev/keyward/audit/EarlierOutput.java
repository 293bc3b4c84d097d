package dev.keyward.audit;

import dev.keyward.audit.look.FolderFile;
import dev.keyward.audit.look.Glance;
import java.io.IOException;
import java.nio.file.Path;

/** Recognizes files that an earlier audit wrote into the folder that is audited now. */
public final class EarlierOutput {

  private EarlierOutput() {}

  /**
   * Whether a file among those that are audited may be replaced: it is a report or a listing of
   * digests, or empty, and says nothing of a VM by itself.
   */
  public static boolean is(Path file) throws IOException {
    return FolderFile.isOwn(Glance.at(file.getFileName().toString(), file, Glance.START));
  }
}
