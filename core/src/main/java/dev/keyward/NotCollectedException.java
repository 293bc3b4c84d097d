package dev.keyward;

/**
 * An export has a place for a virtual machine's protector and nothing in it: whether there is a
 * protector is not known. PowerShell leaves such a place without a word where reading failed.
 */
public final class NotCollectedException extends KeywardException {

  private static final long serialVersionUID = 1L;

  /** With the place and what was found there. */
  public NotCollectedException(Fault fault) {
    super(fault);
  }

  private NotCollectedException(Fault fault, Throwable cause) {
    super(fault, cause);
  }

  @Override
  public NotCollectedException within(String outer) {
    return new NotCollectedException(fault().within(outer), this);
  }
}
