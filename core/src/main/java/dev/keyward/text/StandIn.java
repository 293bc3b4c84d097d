package dev.keyward.text;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file in the place of content that was not fetched, or not decrypted. A checkout leaves such
 * files behind. The check works on bytes, because it also reads keys and passphrases.
 */
public enum StandIn {
  /** The pointer that Git LFS keeps in the place of a large file. */
  GIT_LFS(
      "a pointer of Git LFS in the place of the content", "fetch the content with git lfs pull"),
  /** A file that git-crypt encrypted. */
  GIT_CRYPT("content that git-crypt encrypted", "decrypt the content with git-crypt unlock"),
  /** A file that age encrypted, in armour or not. */
  AGE("content that age encrypted", "decrypt the content with age --decrypt"),
  /** A file in which SOPS encrypted the values. */
  SOPS("content that SOPS encrypted", "decrypt the content with sops --decrypt"),
  /** A file that ansible-vault encrypted. */
  ANSIBLE_VAULT(
      "content that ansible-vault encrypted", "decrypt the content with ansible-vault decrypt");

  private static final int START = 4096;

  private final String found;
  private final String remedy;

  StandIn(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** What the file is, such as {@code a pointer of Git LFS in the place of the content}. */
  public String found() {
    return found;
  }

  /** How to get the content. */
  public String remedy() {
    return remedy;
  }

  /** The stand-in that this content is; empty for other content. */
  public static Optional<StandIn> of(byte[] content) {
    if (starts(content, "version https://git-lfs.github.com/spec/")) {
      return Optional.of(GIT_LFS);
    }
    if (starts(content, "\0GITCRYPT\0")) {
      return Optional.of(GIT_CRYPT);
    }
    if (starts(content, "age-encryption.org/v1")
        || starts(content, "-----BEGIN AGE ENCRYPTED FILE-----")) {
      return Optional.of(AGE);
    }
    if (starts(content, "$ANSIBLE_VAULT;")) {
      return Optional.of(ANSIBLE_VAULT);
    }
    return isSops(content) ? Optional.of(SOPS) : Optional.empty();
  }

  /**
   * Refuses a stand-in where the content is needed.
   *
   * @param where the file, for the error
   * @throws MalformedInputException code {@code stand-in}
   */
  public static void refuse(byte[] content, String where) throws MalformedInputException {
    Optional<StandIn> standIn = of(content);
    if (standIn.isPresent()) {
      throw new MalformedInputException(
          Fault.of("stand-in", where, standIn.get().found(), "the content itself")
              .withHint(standIn.get().remedy()));
    }
  }

  /** SOPS encrypts values inside the file, and adds a key that says how. */
  private static boolean isSops(byte[] content) {
    return contains(content, "ENC[AES256_GCM,data:", Math.min(START, content.length))
        && (contains(content, "\"sops\": {", content.length)
            || contains(content, "\"sops\":{", content.length)
            || contains(content, "\nsops:", content.length));
  }

  private static boolean starts(byte[] content, String with) {
    return isAt(content, 0, with.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Looks at few of the bytes (Horspool's search): where the byte under the end of the text is not
   * in it, the text can only begin behind that byte.
   */
  private static boolean contains(byte[] content, String text, int end) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    int last = wanted.length - 1;
    int at = 0;
    while (at + last < end) {
      if (isAt(content, at, wanted)) {
        return true;
      }
      at += last - text.lastIndexOf(content[at + last] & 0xFF, last - 1);
    }
    return false;
  }

  private static boolean isAt(byte[] content, int at, byte[] wanted) {
    if (content.length - at < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (content[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
