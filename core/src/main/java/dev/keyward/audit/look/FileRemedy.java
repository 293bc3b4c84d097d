package dev.keyward.audit.look;

/** What to do about a file that should give a protector and gives none. */
public enum FileRemedy {
  /** Nobody can say what became of it. */
  RESTORE("restore the protector from a backup, or remove the file from the folder"),
  /** The file has no bytes. */
  FILL("export the protector again, or restore the file from a backup: it is empty"),
  /** All its bytes are zero. */
  RECOVER(
      "restore the file from a backup, or export the protector again: it holds only zero bytes, so"
          + " the disk or a copy lost its content"),
  /** A pointer of Git LFS. */
  FETCH("fetch the content: run git lfs pull, and audit again"),
  /** Content that another tool has encrypted. */
  DECRYPT("decrypt the content with the tool that encrypted it, and audit again"),
  /** A page for a browser. */
  DOWNLOAD(
      "download the file again: this is a page for a browser, often one to sign in or one that"
          + " reports an error"),
  /** An export that breaks off. */
  EXPORT("export again on the host, and copy the whole file: this export breaks off"),
  /** A document or a frame that breaks off. */
  COPY("copy the file again from its source, or restore it from a backup: it ends too early");

  private final String words;

  FileRemedy(String words) {
    this.words = words;
  }

  /** The words, lower case, without a full stop. */
  public String words() {
    return words;
  }
}
